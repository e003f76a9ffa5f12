"""What people type who want a page, a mail or a document to do something: all of it is only text."""

MARKUP = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1) class=planted>", "<svg onload=alert(1) class=planted>",
    '"><b class=planted>', "'><b class=planted>", '" onmouseover="alert(1)" class="planted', "' autofocus onfocus='alert(1)",
    "</textarea><b class=planted>", "</title><b class=planted>", "</style><b class=planted>", "</script><b class=planted>",
    "--><b class=planted><!--", "]]><b class=planted>", "<b class=planted>vet</b>", "<a href=javascript:alert(1) class=planted>x</a>",
    "<iframe src=//evil.test class=planted>", "<base href=//evil.test>", "<meta http-equiv=refresh content=0>",
    "<form action=//evil.test class=planted>", "<link rel=stylesheet href=//evil.test>", "<style>*{display:none}</style>",
    "<math><mi class=planted>", "<template><b class=planted>", "<details open ontoggle=alert(1) class=planted>",
    "&lt;b class=planted&gt;", "&#60;b class=planted&#62;", "\\u003cb class=planted\\u003e", "%3Cb class=planted%3E",
    "javascript:alert(1)", "data:text/html,<b class=planted>", "\u2028<b class=planted>", "<\u202eb class=planted>",
    "<scr<script>ipt>", "<<b class=planted>>", "<b/class=planted>", "<B CLASS=planted>", "`${alert(1)}`", "<!--#exec cmd=ls-->",
    "<?php echo 7*7 ?>", "<object data=//evil.test class=planted>",
]  # fmt: skip
TEMPLATE = [
    "{{ 7*7 }}", "{{ settings.SECRET_KEY }}", "{% now 'Y' %}", "{% load static %}", "{# weg #}", "{a.__class__}", "{0}",
    "{a.__init__.__globals__}", "%(name)s", "%s", "%n", "${7*7}", "#{7*7}", "{a!r:>99999999}", "{{ '{{ 7*7 }}' }}",
]  # fmt: skip
ALL = MARKUP + TEMPLATE


def lines(limit: int) -> list[str]:
    """All of them in texts of at most `limit` characters, a payload a line."""
    found = [""]
    for payload in ALL:
        if len(found[-1]) + len(payload) + 1 > limit:
            found.append("")
        found[-1] += payload + "\n"
    return [text.strip() for text in found]
