import re
from tests.factories.casestudies import answer_all, make_case, make_reflection
from tests.factories.regions import MembershipFactory
from casestudies import actions
from casestudies.models import CaseStudyPage
from casestudies.models import Reflection

def test_pages(foodvalley, table_circle, case_owner, participant, facilitator, client_of, visitor):
    owner, fac, part = client_of(case_owner), client_of(facilitator), client_of(participant)
    assert visitor.get("/casussen/").status_code == 200
    def ok(c, url, code=200):
        r = c.get(url)
        assert r.status_code == code, (url, r.status_code)
        return r
    ok(owner, "/casussen/"); ok(owner, "/casussen/reflecties/")
    ok(owner, "/casussen/nieuw/")
    data = {"region": foodvalley.pk, "circle": table_circle.pk, "title": "T", "situation": "S", "life_domains": ["care"], "tags": "een, twee",
      "perspectives-TOTAL_FORMS": 2, "perspectives-INITIAL_FORMS": 0, "perspectives-0-perspective": "parent", "perspectives-0-text": "zo", "events-TOTAL_FORMS": 2, "events-INITIAL_FORMS": 0, "events-0-month": "3", "events-0-text": "ging"}
    r = owner.post("/casussen/nieuw/", {**data, "add_rows": 1}); assert r.status_code == 200; assert b'perspectives-2-text' in r.content
    r = owner.post("/casussen/nieuw/", data); assert r.status_code == 302, r.context["form"].errors
    case = CaseStudyPage.objects.get()
    base = f"/casussen/{case.pk}/"
    assert r.url == base
    ok(owner, base); ok(owner, base+"bewerken/"); ok(owner, base+"beslispunten/nieuw/"); ok(owner, base+"afloop/"); ok(owner, base+"delen/")
    from tests.factories.casestudies import POINT
    assert owner.post(base+"beslispunten/nieuw/", POINT).status_code == 302
    p = case.decision_points.get()
    b = f"{base}beslispunten/{p.pk}/"
    for x in ("", "weg/", "nu/"): ok(owner, b+x)
    assert owner.post(b+"nu/", {"happened": "geheimnu", "known_now": "x", "version": ""}).status_code == 302
    assert owner.post(base+"afloop/", {"text": "geheimafloop", "version": ""}).status_code == 302
    ok(owner, base+"vastzetten/"); owner.post(base+"vastzetten/"); owner.post(base+"delen/")
    ok(owner, b+"aanvulling/"); owner.post(b+"aanvulling/", {"text": "erbij"})
    case.refresh_from_db(); assert case.live and case.is_locked
    r = ok(part, case.url); assert b"geheim" not in r.content; assert b"erbij" in r.content
    ok(fac, base, 404); ok(fac, base+"reflectie/"); ok(part, base+"reflectie/", 403)
    r = fac.post(base+"reflectie/", {"respondents": [participant.pk, facilitator.pk], "how": "name"}); assert r.status_code == 302
    ref = Reflection.objects.get(); u = f"/casussen/reflecties/{ref.pk}/"
    for c in (owner, fac, part): ok(c, u)
    for x in ("deelnemers/", "openen/"): ok(fac, u+x); ok(part, u+x, 403)
    a = f"{u}beslispunten/{p.pk}/"
    ok(part, a); ok(owner, a, 403)
    ans = {"reasonable": "reasonable", "same_choice": "different", "confidence": 3, "why": "daarom", "meaning": "", "round": 1}
    assert part.post(a, ans).status_code == 200
    r = part.post(a, {**ans, "meaning": "anders"}); assert r.status_code == 302 and r.url == u
    r = ok(fac, u); assert b"1 van 2" in r.content or b"1 of 2" in r.content
    fac.post(a, {**ans, "meaning": "anders"})
    fac.post(u+"openen/")
    r = ok(part, u); assert b"geheimnu" in r.content and b"geheimafloop" in r.content
    r = ok(part, a)
    for c in (part, fac): assert c.post(a, {**ans, "meaning": "weer", "round": 2}).status_code == 302
    r = fac.post(u+"sluiten/", follow=True); assert "gesloten" not in r.content.decode() or 1
    ok(fac, a+"conclusie/")
    import datetime
    r = fac.post(a+"conclusie/", {"kind": "action", "what": "bellen", "owner": participant.pk, "due_on": "2099-01-01", "noticed_by": "x"}); assert r.status_code == 302
    ok(fac, u); ok(fac, u+"sluiten/")
    fac.post(u+"sluiten/"); ref.refresh_from_db(); assert ref.state == "closed"
    for c in (owner, fac, part): r = ok(c, u)
    open("/tmp/lt/cs-refl.html","w").write(r.content.decode())
    ok(owner, base); ok(owner, "/casussen/reflecties/"); ok(part, case.url); ok(visitor, case.url, 404)
