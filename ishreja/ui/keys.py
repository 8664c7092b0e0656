"""Every session-state key of the product, in one place; those kept in the URL are its parameter names."""

LANGUAGE = "language"
PLACE = "place"
YEAR = "year"
MONTH = "month"
GAUGE_PERIOD = "gauges"
EDITION = "edition"
ROW = "row"
DRAFTS = "drafts"
SERVICE = "service"
NOTICE = "notice"
ACT_REFUSED = "act_refused"
WITHDRAW = "withdraw"
HAND_IN = "hand_in"
UNDO = "undo"

# The codes of what is chosen in words, by the widget's name.
CHOSEN = "chosen"

# What the address said last of each choice, and the default then.
SEEN = "seen_choices"
# The screen that was drawn last.
SCREEN = "screen"

# That an address led nowhere: see web.gate.
NOWHERE = "nowhere"

# The plan page: the tab, the uploader, the reading that is looked through, the row being edited, what came of it.
PLAN_TAB = "plan_tab"
PLAN_FILE = "plan_file"
PLAN_READING = "plan_reading"
PLAN_REFUSED = "plan_refused"
PLAN_ROW = "plan_row"
PLAN_DONE = "plan_done"
PLAN_START = "plan_start"
PLAN_FORCE = "plan_force"
PLAN_ANSWER = "plan_answer"
PLAN_MATCH = "plan_match"
PLAN_INDICATOR = "plan_indicator"
PLAN_EDIT = "plan_edit"

# The monthly report: its month, the way in, the workbook that is looked through, the form's service and round.
REPORT_MONTH = "report_month"
REPORT_WAY = "report_way"
REPORT_FILE = "report_file"
REPORT_UPLOAD = "report_upload"
REPORT_REFUSED = "report_refused"
REPORT_RECEIPT = "report_receipt"
REPORT_FORM = "report_form"
REPORT_SERVICE = "report_service"
REPORT_ROUND = "report_round"

# The region's catalogue of indicators: the region, what came of an answer, the row being corrected, its indicator.
REGION = "region"
INDICATORS_DONE = "indicators_done"
INDICATORS_REFUSED = "indicators_refused"
INDICATORS_ANSWER = "indicators_answer"
INDICATORS_ADD = "indicators_add"
INDICATORS_CORRECT = "indicators_correct"
INDICATORS_PLACE = "indicators_place"
INDICATORS_ROW = "indicators_row"
INDICATORS_CODE = "indicators_code"

# The monthly round: the report that is looked through, the forms.
REVIEW = "report"
RETURN = "return"
ANSWER = "answer"
EXCEPTION = "exception"
ROUND_RULES = "round_rules"
ASK = "ask_correction"

# The region's matrix and the comparison: whose parts, sections or indicators, which measure and columns, how sorted;
# the places compared and what they are compared by; the district's card that is filled in.
SCOPE = "scope"
REGION_VIEW = "view"
REGION_MEASURE = "measure"
REGION_INDICATORS = "indicators"
REGION_SORT = "sort"
COMPARED = "places"
COMPARED_BY = "by"
CARD = "card"

# Many workbooks at once: the uploader, the files that are looked through, what was refused, what was handed in.
MANY_FILES = "many_files"
MANY_HELD = "many_held"
MANY_REFUSED = "many_refused"
MANY_DONE = "many_done"

# The administration: the account that is changed, the form of a new one, the link handed out last, the forms of places.
ACCOUNT = "account"
ACCOUNT_NEW = "account_new"
ACCOUNT_LINK = "account_link"
PLACE_NEW = "place_new"
PLACES_FILE = "places_file"

# The journal of changes: place, person, action, days and sheet asked for, what was asked for last, the chain's state.
AUDIT_PLACE = "at"
AUDIT_WHO = "who"
AUDIT_ACTION = "action"
AUDIT_SINCE = "since"
AUDIT_UNTIL = "until"
AUDIT_SHEET = "sheet"
AUDIT_ASKED = "audit_asked"
AUDIT_CHAIN = "audit_chain"


def of(name: str, *parts: object) -> str:
    """The key of one of many alike widgets."""
    return ":".join([name, *map(str, parts)])
