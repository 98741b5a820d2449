"""Flows: the codes of the public files, their order, their mirrors and what they are made of."""

from __future__ import annotations

import json

import pytest

from data import codes
from data.codes.flows import AMOUNTS, ONE_WAY, Flow


def test_flows_are_the_codes_of_the_lists_in_their_order():
    lists = codes.lists()
    assert tuple(Flow) == lists.flow
    assert lists.goods_flow == ONE_WAY
    assert tuple(flow for flow in lists.flow if flow != "balance") == AMOUNTS


def test_a_flow_prints_as_its_code():
    assert [str(flow) for flow in Flow] == ["export", "import", "total", "balance"]
    assert [f"{flow}" for flow in Flow] == ["export", "import", "total", "balance"]
    assert json.dumps([*Flow]) == '["export", "import", "total", "balance"]'
    assert {"export": 1}[Flow.EXPORT] == 1


def test_mirrors():
    assert [flow.mirror for flow in Flow] == ["import", "export", "total", None]
    assert [flow.mirror.mirror for flow in AMOUNTS] == [*AMOUNTS]


def test_every_flow_is_so_much_of_exports_and_of_imports():
    exports, imports = 7, 4
    amounts = [flow.weights[0] * exports + flow.weights[1] * imports for flow in Flow]
    assert amounts == [7, 4, 11, 3]


def test_the_other_of_exports_and_imports():
    assert [flow.other for flow in ONE_WAY] == ["import", "export"]
    for flow in ("total", "balance"):
        with pytest.raises(ValueError, match=f"{flow} goes both ways"):
            _ = Flow(flow).other
