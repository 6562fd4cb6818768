"""A network that fails, crawls or is not there."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.browsers import KINDS
from tests.browser.conftest import Open
from tests.browser.pages import HTML
from tests.browser.reader import Reader

PAGE = "session/flush"
NEEDED = ("core", "wasm", "worker")
KEPT = """async () => {
    const kept = async () => {
        const listed = [location, ...performance.getEntriesByType("resource").map(({ name }) => name)];
        return Promise.all(listed.map((url) => caches.match(url)));
    };
    while ((await kept()).includes(undefined)) await new Promise((resolve) => setTimeout(resolve, 50));
