"""The compiler of the portal: YAML and Markdown in, an audited static site out.

Stages, each importing only those before it:
read -> schema -> corpus -> language -> render -> exports -> write -> build -> cli.
"""

__version__ = "0.1.0"
