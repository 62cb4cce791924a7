"""The measures of a list of numbers that the exercises need."""


def _some(data):
    data = list(data)
    if not data:
        raise ValueError("there is no number to measure")
    return data


def mean(data):
    """The arithmetic mean, in the unit of the data. Raises ValueError when there is no number."""
    data = _some(data)
    return sum(data) / len(data)


def median(data):
    """The value in the middle, in the unit of the data; of two in the middle, their mean."""
    return quantile(data, 0.5)


def quantile(data, share):
    """The value below which ``share`` (0 to 1) of the data lies, in the unit of the data.

    Between two values it lies on the straight line between them: type 7 of Hyndman and Fan (1996), which spreadsheets
    call PERCENTILE. Raises ValueError when there is no number, or for a share below 0 or above 1.
    """
    data = sorted(_some(data))
    if not 0 <= share <= 1:
        raise ValueError("the share is between 0 and 1")
    at = (len(data) - 1) * share
    low = int(at)
    high = min(low + 1, len(data) - 1)
    return data[low] + (data[high] - data[low]) * (at - low)
