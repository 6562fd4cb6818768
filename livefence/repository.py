"""Say where a reader edits a page.

In: the address of a repository, as git takes it, a branch and a folder. Out: the address at which
the host edits a file there, or nothing where the host's name does not tell how it does that.
"""

import re
from urllib.parse import quote, urlsplit

__all__ = ["edit_link"]

# By what the name of a host says of the program that serves it; a Bitbucket of one's own has other addresses.
EDITORS = {
    "github": "{repository}/edit/{branch}/{folder}/{{filename}}",
    "gitlab": "{repository}/-/edit/{branch}/{folder}/{{filename}}",
    "gitea|forgejo|codeberg": "{repository}/_edit/{branch}/{folder}/{{filename}}",
    r"bitbucket\.org": "{repository}/src/{branch}/{folder}/{{filename}}?mode=edit&at={branch}",
}
SCP = re.compile(r"(?:[^/@]*@)?([^/:@]+\.[^/:@]+):")
"""`user@host:path`, which git takes for `ssh://user@host/path`."""
SCHEMES = ("https", "http", "ssh", "git", "git+ssh", "git+https")


def edit_link(address: str, branch: str, folder: str) -> str:
    """The address that edits a file, with `{filename}` for its path in the folder, or an empty text.

    It is to be published, so what an address may hold besides host and path is left out: a user, a
    password, a token, a query.
    """
    address = address.strip()
    if "://" not in address:
        address = SCP.sub(r"ssh://\1/", address, count=1)
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port and parts.scheme.startswith("http") else ""
    except ValueError:
        return ""
    # GitHub, GitLab and Bitbucket take SSH on the port of HTTPS at a host with one of these names.
    host = re.sub(r"^(alt)?ssh\.", "", parts.hostname or "")
    path = parts.path.strip("/").removesuffix(".git")
    if parts.scheme not in SCHEMES or not re.fullmatch(r"[^/]+(/[^/]+)+", path):
        return ""
    scheme = "http" if parts.scheme == "http" else "https"
    names = {
        "repository": f"{scheme}://{host}{port}/{quote(path, safe='/%')}",
        "branch": quote(branch),
        "folder": folder,
    }
    found = (form for name, form in EDITORS.items() if re.search(rf"(^|[.-])({name})($|[.-])", host))
    return next(found, "").format_map(names)
