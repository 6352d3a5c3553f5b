"""`layso user allow`: a permission of its own is given and taken back beside a running centre."""

from contextlib import closing

from tests.servers import Centre


def test_a_clerk_chooses_a_ticket_only_while_allowed(centre: Centre) -> None:
    with closing(centre.browser("dan")) as dan:
        dan.post("/counters/4/open")
        order = {"ticket": dan.issue("DD").json["id"], "reason": "đang mệt"}
        assert dan.post("/counters/4/calls", order).code == "not_allowed"
        given = centre.layso("user", "allow", "DIR", "dan", "choose_ticket")
        assert (given.returncode, given.stdout) == (0, "dan may choose_ticket\n")
        assert dan.post("/counters/4/calls", order).status == 201
        taken = centre.layso("user", "allow", "DIR", "dan", "choose_ticket", "--not")
        assert (taken.returncode, taken.stdout) == (0, "dan may no longer choose_ticket\n")
        assert '"may_choose":false' in dan.page("/counter/4").text


def test_nobody_unknown_is_allowed_anything(centre: Centre) -> None:
    refused = centre.layso("user", "allow", "DIR", "nobody", "choose_ticket")
    assert refused.returncode == 1
    assert "there is no account nobody" in refused.stderr


def test_there_is_no_other_permission(centre: Centre) -> None:
    assert centre.layso("user", "allow", "DIR", "ana", "everything").returncode == 2
