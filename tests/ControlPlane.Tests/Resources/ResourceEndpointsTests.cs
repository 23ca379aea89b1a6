namespace LbPlatform.ControlPlane.Tests.Resources;

/// <summary>What every kind of resource promises to those who write and read.</summary>
public sealed class ResourceEndpointsTests : ApiTests
{
    public static TheoryData<string> Kinds =>
        [.. ResourceCase.All.Select(static kind => kind.Many)];

    public static TheoryData<string, string> Changes
    {
        get
        {
            var changes = new TheoryData<string, string>();
            foreach (var kind in ResourceCase.All)
            {
                changes.Add(kind.Many, "PUT");
                changes.Add(kind.Many, "PATCH");
                changes.Add(kind.Many, "DELETE");
            }

            return changes;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Post_OnlyWhatMustBe_HasDefaultsAndIsFoundByNameAndId(string many)
    {
        var kind = ResourceCase.Of(many);

        var made = await Api.SendAsync("POST", kind.Path, kind.Body("one"));

        Assert.Equal(201, made.Status);
        Assert.Equal($"{kind.Path}/one", made.Headers["Location"]);
        Assert.Matches("^\"r2-[0-9a-f]{12}\"$", made.Headers["ETag"]);
        Assert.Equal(("2", "2"), (made.Headers["LB-Revision"], made.Field("revision")));
        Assert.Equal("false", made.Headers["LB-Applied"]);
        foreach (var (member, value) in kind.Default)
        {
            Assert.Equal(value, made.Field(member));
        }

        Assert.Equal(made.Text, (await Api.GetAsync(made.Headers["Location"])).Text);
        Assert.Equal(made.Text, (await Api.GetAsync($"{kind.Path}/{made.Field("id")}")).Text);
        Assert.Contains("one", (await Api.GetAsync(kind.Path)).Names);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Post_EveryMember_IsKeptAndShownAlsoAfterARestart(string many)
    {
        var kind = ResourceCase.Of(many);

        var made = await Api.SendAsync("POST", kind.Path, kind.ChangedBody("one"));
        await RestartAsync();
        var read = await Api.GetAsync($"{kind.Path}/one");

        Assert.Equal(201, made.Status);
        Assert.Equal(made.Text, read.Text);
        foreach (var (member, value) in kind.Changed)
        {
            Assert.Equal(value, read.Field(member));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Put_ReplacesEverythingButTheName(string many)
    {
        var kind = ResourceCase.Of(many);
        var made = await Api.SendAsync("POST", kind.Path, kind.ChangedBody("one"));

        var put = await Api.SendAsync("PUT", $"{kind.Path}/one", Nameless(kind));

        Assert.Equal(200, put.Status);
        Assert.Equal("one", put.Field("name"));
        Assert.Equal(made.Field("id"), put.Field("id"));
        Assert.Equal(made.Field("createdAt"), put.Field("createdAt"));
        Assert.StartsWith("\"r3-", put.Headers["ETag"]);
        foreach (var (member, value) in kind.Default)
        {
            Assert.Equal(value, put.Field(member));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Patch_EachMember_LeavesTheOthersAndNullIsTheDefault(string many)
    {
        var kind = ResourceCase.Of(many);
        var made = await Api.SendAsync("POST", kind.Path, kind.ChangedBody("one"));
        foreach (var member in kind.Changed.Keys)
        {
            var patched = await Api.SendAsync(
                "PATCH",
                $"{kind.Path}/one",
                $$"""{"{{member}}":null}""",
                "application/merge-patch+json"
            );

            Assert.Equal(200, patched.Status);
            Assert.Equal(kind.Default[member], patched.Field(member));
            foreach (var other in kind.Changed.Keys.Where(other => other != member))
            {
                Assert.Equal(kind.Changed[other], patched.Field(other));
            }

            await Api.SendAsync("PATCH", $"{kind.Path}/one", made.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Patch_Name_Renames(string many)
    {
        var kind = ResourceCase.Of(many);
        var made = await Api.SendAsync("POST", kind.Path, kind.Body("one"));
        await Api.SendAsync("POST", kind.Path, kind.Body("taken"));

        var taken = await Api.SendAsync("PATCH", $"{kind.Path}/one", """{"name":"taken"}""");
        var renamed = await Api.SendAsync("PATCH", $"{kind.Path}/one", """{"name":"two"}""");

        Assert.Equal((409, "exists"), (taken.Status, taken.Code));
        Assert.Equal((200, "two"), (renamed.Status, renamed.Field("name")));
        Assert.Equal(404, (await Api.GetAsync($"{kind.Path}/one")).Status);
        Assert.Equal(made.Field("id"), (await Api.GetAsync($"{kind.Path}/two")).Field("id"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task PatchOrPut_TheDocumentThatWasRead_ChangesNothing(string many)
    {
        var kind = ResourceCase.Of(many);
        foreach (var (name, body) in new[] { ("a", kind.Body("a")), ("b", kind.ChangedBody("b")) })
        {
            await Api.SendAsync("POST", kind.Path, body);
            var revision = Api.Store.Current.Revision;
            var read = await Api.GetAsync($"{kind.Path}/{name}");

            var patched = await Api.SendAsync("PATCH", $"{kind.Path}/{name}", read.Text);
            var put = await Api.SendAsync("PUT", $"{kind.Path}/{name}", read.Text);

            Assert.Equal((200, read.Text), (patched.Status, patched.Text));
            Assert.Equal((200, read.Text), (put.Status, put.Text));
            Assert.Equal(revision, Api.Store.Current.Revision);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Post_NameTaken_Is409AndNamesTheExistingOne(string many)
    {
        var kind = ResourceCase.Of(many);
        var one = await Api.SendAsync("POST", kind.Path, kind.Body("one"));

        var again = await Api.SendAsync(
            "POST",
            kind.Path,
            $$"""{"name":"one"{{kind.Needs("other")}}}"""
        );

        Assert.Equal((409, "exists"), (again.Status, again.Code));
        Assert.Equal(["/name exists"], again.Errors);
        Assert.Equal($"{kind.Path}/one", again.Headers["Location"]);
        Assert.Equal(
            $$"""{"id":"{{one.Field("id")}}","name":"one","href":"{{kind.Path}}/one"}""",
            again.Field("existing")
        );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Post_BodyThatIsNone_IsRefused(string many)
    {
        foreach (
            var (body, code) in new[]
            {
                ("{\"name\":\"a\",}", "malformed_json"),
                ("{\"name\":\"a\",\"name\":\"b\"}", "malformed_json"),
                ("[]", "malformed_json"),
                ("", "malformed_json"),
                ("{\"name\":\"\\ud800\"}", "malformed_json"),
                ("{\"\\ud800\":1}", "malformed_json"),
                ("{\"x\":[{\"\\udc00\":[]}]}", "malformed_json"),
                ("{}", "required"),
            }
        )
        {
            var refused = await Api.SendAsync("POST", $"/{many}", body);

            Assert.Equal((body, 400, code), (body, refused.Status, refused.Code));
        }

        var large = $$"""{"name":"{{new string('x', 65_536)}}"}""";
        Assert.Equal("too_large", (await Api.SendAsync("POST", $"/{many}", large)).Code);
        var bad = await Api.SendAsync("POST", $"/{many}", "{\n  \"name\": http\n}");
        Assert.StartsWith("Line 2, column 11:", bad.Field("detail"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Post_OtherMediaType_Is415(string many)
    {
        var kind = ResourceCase.Of(many);
        foreach (
            var type in new[]
            {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/json; charset=utf-16",
                "application/merge-patch+json",
            }
        )
        {
            var refused = await Api.SendAsync("POST", kind.Path, kind.Body("a"), type);

            Assert.Equal((type, 415, "media_type"), (type, refused.Status, refused.Code));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Write_NameOrFieldWrong_IsRefusedWithTheRemedy(string many)
    {
        var kind = ResourceCase.Of(many);
        await Api.SendAsync("POST", kind.Path, kind.Body("one"));
        foreach (var name in new[] { "", "A", "a b", "-a", new string('a', 64), new('a', 32) })
        {
            var body = $$"""{"name":"{{name}}"{{kind.Needs("a")}}}""";
            var refused = await Api.SendAsync("POST", kind.Path, body);
            Assert.Equal((name, 400, "bad_name"), (name, refused.Status, refused.Code));
        }

        var patched = await Api.SendAsync(
            "PATCH",
            $"{kind.Path}/one",
            """{"nmae":null,"name":7}"""
        );
        Assert.Equal(
            ["/name wrong_type", "/nmae unknown_field"],
            patched.Errors.Order(StringComparer.Ordinal)
        );
        Assert.Contains("Did you mean 'name'?", patched.Text);
        Assert.Equal(2, Api.Store.Current.Revision.Value);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task DryRun_AnswersAndChangesNothing(string many)
    {
        var kind = ResourceCase.Of(many);
        await Api.SendAsync("POST", kind.Path, kind.Body("one"));
        var names = (await Api.GetAsync(kind.Path)).Names;

        var made = await Api.SendAsync("POST", $"{kind.Path}?dryRun=true", kind.Body("two"));
        var put = await Api.SendAsync("PUT", $"{kind.Path}/one?dryRun", kind.ChangedBody("one"));
        var patched = await Api.SendAsync("PATCH", $"{kind.Path}/one?dryRun=true", kind.Patch);
        var removed = await Api.SendAsync("DELETE", $"{kind.Path}/one?dryRun=true");
        var refused = await Api.SendAsync("POST", $"{kind.Path}?dryRun=true", "{}");

        Assert.Equal((200, "two"), (made.Status, made.Field("name")));
        Assert.Equal((200, 200, 204), (put.Status, patched.Status, removed.Status));
        Assert.Equal(400, refused.Status);
        foreach (var tried in new[] { made, put, patched, removed })
        {
            Assert.Empty(tried.Headers.Keys.Intersect(["Location", "ETag", "LB-Applied"]));
        }

        Assert.Equal(2, Api.Store.Current.Revision.Value);
        Assert.Equal(names, (await Api.GetAsync(kind.Path)).Names);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Delete_ThenAgain_Is404WithNearNames(string many)
    {
        var kind = ResourceCase.Of(many);
        await Api.SendAsync("POST", kind.Path, kind.Body("one"));
        await Api.SendAsync("POST", kind.Path, kind.Body("ones"));

        var gone = await Api.SendAsync("DELETE", $"{kind.Path}/one");
        var again = await Api.SendAsync("DELETE", $"{kind.Path}/one");

        Assert.Equal((204, ""), (gone.Status, gone.Text));
        Assert.Equal((404, "not_found"), (again.Status, again.Code));
        Assert.Contains($"There is no {kind.One} 'one'.", again.Field("detail"));
        Assert.Contains("Did you mean 'ones'?", again.Field("detail"));
        Assert.Equal(404, (await Api.SendAsync("PUT", $"{kind.Path}/one", "{}")).Status);
        Assert.Equal(404, (await Api.SendAsync("PATCH", $"{kind.Path}/one", "{}")).Status);
        Assert.Equal(404, (await Api.GetAsync($"{kind.Path}/one")).Status);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task IfMatch_StaleIs412WithTheCurrentTag_FreshIsDone(string many, string method)
    {
        var kind = ResourceCase.Of(many);
        await Api.SendAsync("POST", kind.Path, kind.Body("one"));
        await Api.SendAsync(
            "PATCH",
            $"{kind.Path}/one",
            kind.Patch,
            headers: ("LB-Actor", "alice")
        );
        var changed = (await Api.GetAsync($"{kind.Path}/one")).Field("updatedAt");

        var stale = await ChangeAsync("\"r2\"");
        var weak = await ChangeAsync("W/\"r3\"");
        var fresh = await ChangeAsync("\"r1\", \"r3\"");

        Assert.Equal((412, "changed"), (stale.Status, stale.Code));
        Assert.Equal("\"r3\"", stale.Headers["ETag"]);
        Assert.Equal(
            $$"""{"revision":3,"actor":"alice","changedAt":"{{changed}}"}""",
            stale.Field("current")
        );
        Assert.Equal(412, weak.Status);
        Assert.Equal(method == "DELETE" ? 204 : 200, fresh.Status);

        Task<ApiUnderTest.Reply> ChangeAsync(string tag) =>
            Api.SendAsync(
                method,
                $"{kind.Path}/one",
                method == "DELETE" ? null : kind.Body("one"),
                headers: ("If-Match", tag)
            );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task IfNoneMatch_CurrentTag_Is304(string many)
    {
        var kind = ResourceCase.Of(many);
        var made = await Api.SendAsync("POST", kind.Path, kind.Body("one"));
        var path = made.Headers["Location"];

        var known = await Api.GetAsync(path, ("If-None-Match", made.Headers["ETag"]));
        var other = await Api.GetAsync(path, ("If-None-Match", "\"r1\""));

        Assert.Equal((304, ""), (known.Status, known.Text));
        Assert.Equal(200, other.Status);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Post_SameKeyTwice_IsDoneOnce(string many)
    {
        var kind = ResourceCase.Of(many);
        var key = ("Idempotency-Key", "k");

        var first = await Api.SendAsync("POST", kind.Path, kind.Body("one"), headers: key);
        var again = await Api.SendAsync("POST", kind.Path, kind.Body("one"), headers: key);
        var other = await Api.SendAsync("POST", kind.Path, kind.Body("two"), headers: key);

        Assert.Equal((201, first.Text), (again.Status, again.Text));
        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
        Assert.Equal((422, "key_reused"), (other.Status, other.Code));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Prefer_Wait_IsHeededByEveryWrite(string many)
    {
        var kind = ResourceCase.Of(many);
        await Api.ReportAsync("behind", 1);
        var wait = ("Prefer", "wait=0");

        var made = await Api.SendAsync("POST", kind.Path, kind.Body("one"), headers: wait);
        var put = await Api.SendAsync(
            "PUT",
            $"{kind.Path}/one",
            kind.ChangedBody("one"),
            headers: wait
        );
        var patched = await Api.SendAsync(
            "PATCH",
            $"{kind.Path}/one",
            kind.Body("one"),
            headers: wait
        );
        var removed = await Api.SendAsync("DELETE", $"{kind.Path}/one", headers: wait);

        foreach (var reply in new[] { made, put, patched, removed })
        {
            Assert.Equal(202, reply.Status);
            Assert.Equal("behind", reply.Headers["LB-Waiting-For"]);
            Assert.Equal("wait=0", reply.Headers["Preference-Applied"]);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Revisions_KeepWhoDidWhat(string many)
    {
        var kind = ResourceCase.Of(many);
        await Api.SendAsync("POST", kind.Path, kind.Body("one"));
        await Api.SendAsync("DELETE", $"{kind.Path}/one", headers: ("LB-Actor", "alice"));

        var trail = (await Api.GetAsync("/revisions?limit=2")).Json.GetProperty("items");

        Assert.Equal("alice", trail[0].GetProperty("actor").GetString());
        Assert.Equal("api", trail[1].GetProperty("actor").GetString());
        var change = trail[0].GetProperty("changes")[0];
        Assert.Equal(kind.One, change.GetProperty("kind").GetString());
        Assert.Equal("one", change.GetProperty("before").GetProperty("name").GetString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task List_PagesAndFilters(string many)
    {
        var kind = ResourceCase.Of(many);
        foreach (var name in new[] { "x1", "b1", "x2", "x3" })
        {
            await Api.SendAsync("POST", kind.Path, kind.Body(name));
        }

        var first = await Api.GetAsync($"{kind.Path}?q=X&limit=2");
        var second = await Api.GetAsync(first.Next!);
        var refused = await Api.GetAsync($"{kind.Path}?lmit=2&cursor=x");

        Assert.Equal(["x1", "x2"], first.Names);
        Assert.Equal(["x3"], second.Names);
        Assert.Null(second.Next);
        Assert.Equal(["cursor bad_query", "lmit bad_query"], refused.Errors);
        Assert.Contains("Did you mean 'limit'?", refused.Text);
    }

    /// <summary>A value that only a hand in the file can write.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task RowThatCannotBeRead_IsRefusedAndRemovable(string many)
    {
        var kind = ResourceCase.Of(many);
        await Api.SendAsync("POST", kind.Path, kind.Body("good"));
        await Api.SendAsync("POST", kind.Path, kind.Body("bad"));
        Api.Damage($"UPDATE {many} SET {kind.Column} = 'nonsense' WHERE name = 'bad'");
        await RestartAsync();

        var listed = await Api.GetAsync(kind.Path);
        var read = await Api.GetAsync($"{kind.Path}/bad");
        var again = await Api.SendAsync("POST", kind.Path, kind.Body("bad"));
        var tagged = await Api.SendAsync(
            "DELETE",
            $"{kind.Path}/bad",
            headers: ("If-Match", "\"r3\"")
        );
        var removed = await Api.SendAsync("DELETE", $"{kind.Path}/bad");

        Assert.Contains("good", listed.Names);
        Assert.DoesNotContain("bad", listed.Names);
        Assert.Equal((409, "unreadable"), (read.Status, read.Code));
        Assert.Contains($"DELETE {kind.Path}/bad removes it", read.Text);
        Assert.Equal((409, "exists"), (again.Status, again.Code));
        Assert.Equal((409, 204), (tagged.Status, removed.Status));
        Assert.Equal(201, (await Api.SendAsync("POST", kind.Path, kind.Body("bad"))).Status);
    }

    private static string Nameless(ResourceCase kind) => $"{{{kind.Needs("one").TrimStart(',')}}}";
}
