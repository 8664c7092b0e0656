"""What an administrator does with accounts: add one, change one, hand out a link, disable it, sign it out."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from urllib.parse import urlsplit

import streamlit as st

from ishreja.access import accounts
from ishreja.access.accounts import Details
from ishreja.access.actors import DIRECTOR, ROLES, STAFF
from ishreja.access.setting_up import working_role
from ishreja.domain.services import SERVICES
from ishreja.language import _, number
from ishreja.mailing import post
from ishreja.mailing.server import MailFailed
from ishreja.storage.accounts import Account
from ishreja.ui import acts, context, keys, markup, plain_choice, worded
from ishreja.views.accounts import AccountLine, AccountsPage, AccountState
from ishreja.views.names import place_in_region, role_name, service_name

NOBODY = 0


def handed_out() -> None:
    """Draw the link that was handed out last, until whoever copied it says so: it is kept nowhere else."""
    link = st.session_state.get(keys.ACCOUNT_LINK)
    if not link:
        return
    who, address, days, mailed = link
    with st.container(key="account_link", border=True):
        said = _("The link for {name}, to set the password: it holds once, {count} days. Copy it and pass it on now.")
        markup.show(markup.note(said.format(name=who, count=number(days))))
        st.code(address, language=None, wrap_lines=True)
        if mailed:
            markup.show(f'<p class="ir-muted">{escape(mailed)}</p>')
        st.button(_("I have copied it"), on_click=_copied, icon=":material/check:")


def _copied() -> None:
    st.session_state.pop(keys.ACCOUNT_LINK, None)


def add(view: AccountsPage) -> None:
    """Draw the folded form of a new account."""
    with worded.expander(_("Add an account"), keys.ACCOUNT_NEW, icon=":material/person_add:"):
        form = keys.of(keys.ACCOUNT_NEW, len(view.lines))
        login = worded.field(
            st.text_input,
            _("Login"),
            keys.of(form, "login"),
            "",
            max_chars=60,
            help=_("Latin letters, digits, dots or hyphens: {example}").format(example=accounts.EXAMPLE),
        )
        said = _fields(view, None, form)
        if st.button(_("Add, and make the invitation"), icon=":material/person_add:", key=keys.of(form, "send")):
            acts.do(lambda: _invite(login, said), _("The account is added."), form)


def change(view: AccountsPage) -> None:
    """Draw the choice of an account, and what may be changed of the one chosen."""
    names = {line.account.account_id: f"{line.account.name} · {line.account.login}" for line in view.lines}
    markup.show(f'<div id="change">{markup.heading(_("Change an account"))}</div>')
    chosen = plain_choice.choose(
        st.selectbox,
        _("Account"),
        [NOBODY, *names],
        keys.ACCOUNT,
        NOBODY,
        format_func=lambda code: names.get(code) or _("Choose"),
        width=420,
    )
    line = view.line(chosen)
    if line is None:
        return
    account = line.account
    form = keys.of(keys.ACCOUNT, account.account_id)
    with st.container(border=True):
        said = _fields(view, account, form)
        if st.button(_("Save the changes"), icon=":material/save:", key=keys.of(form, "send")):
            acts.do(lambda: _change(account.account_id, said), _("The account is changed."), form)
    _acts(line)


def _fields(view: AccountsPage, account: Account | None, form: str) -> Details:
    """Draw what a new and a changed account have alike; what stands there now."""
    places, first = list(view.places), view.places[0]
    name = worded.field(
        st.text_input,
        _("First and last name"),
        keys.of(form, "name"),
        account.name if account else "",
        max_chars=100,
    )
    at = account.place if account and account.place in places else first
    place = worded.choose(
        st.selectbox, _("Place"), places, keys.of(form, "place"), at, format_func=place_in_region, width=420
    )
    before = account.role if account else (working_role(first) if len(places) == 1 else DIRECTOR)
    told = [_role_told(role) for role in ROLES]
    role = worded.choose(
        st.radio, _("Role"), list(ROLES), keys.of(form, "role"), before, format_func=role_name, captions=told
    )
    services = worded.choose_many(
        _("Services of a member of staff; none chosen: all"),
        list(SERVICES),
        keys.of(form, "services"),
        sorted(account.services) if account else (),
        format_func=service_name,
        placeholder=_("All services"),
    )
    email = worded.field(
        st.text_input,
        _("E-mail (may be left empty)"),
        keys.of(form, "email"),
        (account.email or "") if account else "",
        max_chars=200,
    )
    return Details(name, role, place, frozenset(services) if role == STAFF else frozenset(), email)


def _role_told(role: str) -> str:
    """What people of the role do here."""
    return {
        "staff": _("enters the figures of the own services"),
        "director": _("adopts the plan, hands in the months"),
        "region": _("accepts, returns and compares; for a region or the republic"),
        "viewer": _("sees the own place and those below"),
        "administrator": _("keeps accounts and places"),
    }[role]


def _acts(line: AccountLine) -> None:
    account, own = line.account, line.account.account_id == context.actor().account
    with st.container(key="account_acts", horizontal=True):
        invited = line.state is AccountState.INVITED
        st.button(
            _("New invitation link") if invited else _("Link to set another password"),
            on_click=_link,
            args=(account.account_id,),
            icon=":material/link:",
            disabled=account.disabled,
        )
        _act(_("Sign out everywhere"), _sign_out, account, _("All sessions of {name} are ended."), ":material/logout:")
        if account.disabled:
            _act(_("Enable"), _enable, account, _("{name} may sign in again."), ":material/lock_open:")
        elif not own:
            said = _("{name} cannot sign in any longer; the sessions are ended.")
            _act(_("Disable"), _disable, account, said, ":material/block:")


def _act(label: str, act: Callable[[int], None], account: Account, done: str, icon: str) -> None:
    told = done.format(name=account.name)
    st.button(label, on_click=acts.carry_out, args=(lambda: act(account.account_id), told), icon=icon)


def _sign_out(account_id: int) -> None:
    accounts.sign_out_everywhere(context.store(), context.actor(), account_id)


def _enable(account_id: int) -> None:
    accounts.enable(context.store(), context.actor(), account_id)


def _disable(account_id: int) -> None:
    accounts.disable(context.store(), context.actor(), account_id)


def _link(account_id: int) -> None:
    def act() -> None:
        account, token = accounts.hand_out_link(context.store(), context.actor(), account_id)
        _keep(account, token, accounts.link_kind(account))

    acts.carry_out(act, _("A new link is made; an earlier one holds no longer."))


def _invite(login: str, said: Details) -> None:
    account, token = accounts.invite(context.store(), context.actor(), login, said)
    _keep(account, token, accounts.INVITE)


def _keep(account: Account, token: str, kind: str) -> None:
    here = urlsplit(context.address())
    link = f"{here.scheme}://{here.netloc}{accounts.link_path(token)}"
    st.session_state[keys.ACCOUNT_LINK] = (account.name, link, accounts.VALID[kind].days, _mailed(account, token, kind))


def _mailed(account: Account, token: str, kind: str) -> str:
    """Mail the link where that is set up; what came of it, in words. The link holds either way."""
    try:
        if post.send_link(context.store(), account, token, kind):
            return _("It was also mailed to {email}.").format(email=account.email)
    except MailFailed as error:
        return _("It could not be mailed to {email}: {why}").format(email=account.email or "", why=str(error))
    return ""


def _change(account_id: int, said: Details) -> None:
    accounts.change(context.store(), context.actor(), account_id, said)
