"""Names of programs that write mails, and how a display name says that it is from one."""

from __future__ import annotations

import re

from netkit.model.handles import is_role_word
from netkit.model.names import words

__all__ = ["OF_TOOLS", "TOOLS", "VIA", "is_tool_name", "is_tool_remark"]

#: Names of programs that write mails; those that are ordinary words or first names are left out.
TOOLS = frozenset({
    "adobesign", "airtable", "appveyor", "asana", "atlassian", "azuredevops", "bamboohr",
    "basecamp", "bitbucket", "bitrise", "bookstack", "bugzilla", "buildbot", "buildkite",
    "calendly", "circleci", "clickup", "codacy", "codecov", "codeship", "confluence",
    "crucible", "datadog", "dependabot", "discord", "discourse", "docusign", "doodle",
    "dropbox", "eventbrite", "evernote", "figma", "freshdesk", "freshservice", "gerrit",
    "gitea", "github", "gitlab", "googledocs", "grafana", "greenhouse", "helpscout",
    "hubspot", "icinga", "intercom", "invision", "jenkins", "jira", "jotform", "jsm",
    "kanbanize", "launchpad", "loomio", "mailchimp", "mantis", "mattermost", "meetup",
    "meistertask", "mondaycom", "moodle", "nagios", "newrelic", "nextcloud", "onedrive",
    "opsgenie", "osticket", "otrs", "overleaf", "owncloud", "pagerduty", "phabricator",
    "pingdom", "pipedrive", "pivotaltracker", "planio", "quip", "redmine", "rocketchat",
    "salesforce", "sentry", "servicenow", "sharepoint", "slack", "smartsheet", "snyk",
    "sonarqube", "sourceforge", "statuspage", "surveymonkey", "taiga", "teamcity", "teamwork",
    "todoist", "trac", "travisci", "trello", "typeform", "userlike", "uservoice", "webex",
    "wordpress", "workable", "workday", "wrike", "youtrack", "zabbix", "zammad", "zapier",
    "zendesk", "zoho", "zoom",
})  # fmt: skip
#: What stands beside a tool's name in the name of its sender, and in its address.
OF_TOOLS = frozenset({
    "actions", "admin", "alert", "alerts", "app", "automated", "automation", "bot", "bots",
    "builds", "ci", "cloud", "comments", "daemon", "desk", "digest", "docs", "integration",
    "mailer", "mentions", "messages", "monitor", "noreply", "notification", "notifications",
    "notifier", "notify", "robot", "server", "service", "software", "system", "updates",
    "watcher", "web", "wiki",
})  # fmt: skip
#: "via" in the languages of programs; without brackets only as lists and programs write it.
VIA = re.compile(
    r"(?: |[(\[])via (?P<tool>[^)\]]+)|"
    r"[(\[](?:über|par le biais de|por|a través de|através d[eoa]|tramite|gjennom|"
    r"genom|przez|через) (?P<other>[^)\]]+)[)\]]"
)


def is_tool_remark(remark: str) -> bool:
    """Return True for what a program puts in brackets behind a name: "via Confluence", "Jira"."""
    return VIA.search(f"({remark})") is not None or is_tool_name(remark)


def is_tool_name(text: str) -> bool:
    """Return True for a tool's name, alone or with words of its kind: "Jira Automation"."""
    spoken = words(text)
    if not spoken or not ("".join(spoken) in TOOLS or not TOOLS.isdisjoint(spoken)):
        return False
    return "".join(spoken) in TOOLS or all(
        word in TOOLS or word in OF_TOOLS or is_role_word(word) for word in spoken
    )
