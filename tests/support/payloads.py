"""Forty texts that try to be more than text. Each would call ``alert``, ask another origin or change the page.

They have no digits where that can be helped: a digit needs a source, and the checks would refuse it for that alone.
"""

PAYLOADS = {
    "script": "<script>alert(origin)</script>",
    "image": "<img src=x onerror=alert(origin)>",
    "drawing": "<svg onload=alert()>",
    "script-in-drawing": "<svg><script>alert(origin)</script></svg>",
    "script-in-cdata": "<svg><desc><![CDATA[</desc><script>alert()</script>]]>",
    "slash-for-space": '"><svg/onload=alert()//',
    "double-quote": '" onmouseover="alert(origin)" x="',
    "single-quote": "' onfocus='alert(origin)' autofocus x='",
    "no-quote": "x onpointerenter=alert() style=inset:auto",
    "quote-and-tag": '"><script>alert(origin)</script>',
    "title": "</title><script>alert()</script>",
    "comment": "--><script>alert()</script><!--",
    "cdata": "]]><script>alert()</script><![CDATA[",
    "end-of-script": "</script><script>alert()</script>",
    "end-of-style": "</style></textarea></template><img src=x onerror=alert()>",
    "frame": '<iframe srcdoc="<script>parent.alert()</script>">',
    "mathematics": '<math><a xlink:href="javascript:alert()">x</a></math>',
    "base": "<base href=//x.invalid/><body onload=alert()>",
    "refresh": '<meta http-equiv=refresh content=";url=//x.invalid/">',
    "style-sheet": '<link rel=stylesheet href="//x.invalid/x.css">',
    "style": '<style>@import "//x.invalid/y.css";*{display:none}</style>',
    "address": "javascript:alert(origin)",
    "link": "[x](javascript:alert(origin))",
    "link-with-entity": "[x](JaVa&Tab;sCript&colon;alert(origin))",
    "link-with-data": "[x](data:text/html,<script>alert()</script>)",
    "picture-breaks-out": '![x](https://x.invalid/x.png" onerror="alert())',
    "angle-address": "<javascript:alert(origin)>",
    "template": "{{config}}{{''.format.func}}{% for x in y %}",
    "raw-block": "{% raw %}{{ self }}{% endraw %}{# lost #}",
    "format-fields": "{n} {title} {address.real} %(x)s ${alert()}",
    "attribute-list": '{: onclick="alert()" style="inset:auto" }',
    "heading-attributes": "x {#main .hidden onclick=alert()}",
    "entities": "&lt;script&gt;alert(origin)&lt;/script&gt;",
    "numeric-entities": "&#60;img src=x onerror=alert()&#62; &#x22; x=&#x22;",
    "wide-letters": "＜script＞alert(origin)＜/script＞ ʺ onload=alert()",
    "hidden-letters": "\u202e<script>alert(origin)</script>\u200b\u2028",
    "stash": "\u0002wzxhzdk:0\u0003 \u0002klzzwxh:0000\u0003",
    "front-matter": "x\n---\ntitle: y\nkind: home\nrobots: none\n---\n--8<-- 'about.md'",
    "yaml": '": !!python/object/apply:os.system ["true"] *y &z {a: [b',
    "markdown": '[TOC] *[x]: y [x]: javascript:alert() `<b> \\"\\<b> constructor',
}
# Nothing of these is taken anywhere: the reader refuses the characters.
REFUSED = {"hidden-letters", "stash"}
