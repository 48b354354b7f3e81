package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experts, what they know, contracts, formulas and mail, at the command line. */
class ExpertCommandsTest {
  @TempDir Path temp;
  private Calls calls = new Calls(Path.of("/"), Path.of("/"), null);
  private FakeDaemon daemon;

  @BeforeEach
  void start() throws IOException {
    daemon = new FakeDaemon(temp.resolve("home"));
    calls = new Calls(temp.resolve("home"), Files.createDirectory(temp.resolve("project")), null);
  }

  @AfterEach
  void stop() throws IOException {
    daemon.close();
  }

  private String dir() {
    return "dir=" + temp.resolve("project").toString().replace("/", "%2F");
  }

  private String asked(String more) {
    return "{\"dir\":\"" + temp.resolve("project") + "\"" + more + "}";
  }

  @Test
  void whatAnExpertKnowsIsShownWithWhoseItIsAndWhatWaits() {
    daemon.answer(
        "GET /v1/experts/auth?" + dir(),
        200,
        """
        {"name":"auth","kind":"pool","entries":[
         {"file":"state.md","section":"","text":"- tokens\\u001b[2J last an hour","of_project":false,
          "author":"auth","task":"t-1","at_ms":1775050000123,"source":"tool","trust":"trusted",
          "counts":true,"in_prompts_of":3,"completed":2,"failed":1},
         {"file":"state.md","section":"","text":"- two spaces","of_project":true,"author":"by hand",
          "task":null,"at_ms":1775050000123,"source":"found","trust":"untrusted","counts":false,
          "in_prompts_of":0,"completed":0,"failed":0}],
         "waiting":[{"number":4,"of_project":true,"file":"state.md","what":"replaced",
          "author":"auth","task":"t-2","at_ms":1775050000123,"adds":["- trust all"],
          "removes":["- trust none"]}],
         "tasks":[{"task":"t-2","at_ms":1,"entries":1,"left_out":7,"ended":null}],
         "changes":[{"number":3,"of_project":false,"file":"errors.md","what":"edited by hand",
          "author":"by hand","task":null,"at_ms":1775050000123}],
         "findings":["demote? 3 tasks failed with it"],"problems":["identity.md is not UTF-8"]}
        """);
    Calls.Call shown = calls.run("expert", "show", "auth");
    assertThat(shown.out())
        .contains(
            "auth  (pool)",
            "- tokens last an hour",
            "auth in t-1 2026-04-01T13:26:40Z, in 3 prompts: 2 ended well, 1 failed",
            "state.md, of this project",
            "found there 2026-04-01T13:26:40Z, counts in no prompt yet, in no prompt",
            "4 (--project)  state.md replaced by auth in t-2",
            "+ - trust all",
            "- - trust none",
            "t-2  not ended, 1 entry, no room for 7 more",
            "3  errors.md edited by hand 2026",
            "demote? 3 tasks failed with it")
        .doesNotContain("\u001b[2J");
    assertThat(shown.err()).contains("identity.md is not UTF-8");
    assertThat(calls.run("expert", "show", "..").code()).isEqualTo(2);
    assertThat(calls.run("expert", "show").code()).isEqualTo(2);
  }

  @Test
  void aWordIsGivenByNumbers() {
    daemon.answer(
        "POST /v1/experts/auth/knowledge",
        200,
        "{\"words\":[{\"number\":4,\"outcome\":\"done\",\"told\":\"confirmed: replaced"
            + " (change 4)\",\"change\":4}]}");
    assertThat(calls.run("expert", "confirm", "auth", "4", "5").out())
        .isEqualTo("4  confirmed: replaced (change 4)\n");
    calls.run("expert", "reject", "auth", "4", "--project");
    calls.run("expert", "undo", "auth", "4");
    assertThat(daemon.requests())
        .containsExactly(
            "POST /v1/experts/auth/knowledge "
                + asked(",\"decision\":\"confirm\",\"numbers\":[4,5],\"of_project\":false"),
            "POST /v1/experts/auth/knowledge "
                + asked(",\"decision\":\"reject\",\"numbers\":[4],\"of_project\":true"),
            "POST /v1/experts/auth/knowledge "
                + asked(",\"decision\":\"undo\",\"numbers\":[4],\"of_project\":false"));
    assertThat(calls.run("expert", "confirm", "auth").code()).isEqualTo(2);
    assertThat(calls.run("expert", "undo", "auth", "four").code()).isEqualTo(2);
  }

  @Test
  void aWordThatIsRefusedSaysWhy() {
    daemon.answer(
        "POST /v1/experts/auth/knowledge",
        404,
        "{\"code\":\"knowledge_not_found\",\"detail\":\"nothing waits with the number 9\"}");
    Calls.Call refused = calls.run("expert", "confirm", "auth", "9");
    assertThat(refused.code()).isEqualTo(5);
    assertThat(refused.err()).contains("nothing waits with the number 9");
  }

  @Test
  void curationTellsWhatItFoundAndWhomItAsked() {
    daemon.answer(
        "POST /v1/curation",
        200,
        "{\"experts\":[{\"name\":\"auth\",\"shared\":true,\"state_bytes\":1,\"logs\":2,"
            + "\"findings\":[\"still true?\"]}],\"tidied\":[\"auth: errors.md taken out\"],"
            + "\"mail_id\":\"curation-asked-1\",\"told\":\"is task-1\",\"task_id\":\"task-1\"}");
    assertThat(calls.run("curate").out())
        .contains(
            "auth (shared)  state 1 byte, 2 logs",
            "  still true?",
            "auth: errors.md taken out",
            "asked the researcher: curation-asked-1 is task-1");
    daemon.answer(
        "POST /v1/curation",
        200,
        "{\"experts\":[{\"name\":\"auth\",\"findings\":[]}],\"tidied\":[],\"mail_id\":null}");
    calls.run("curate");
    assertThat(calls.run("curate", "auth", "--dry-run").out())
        .contains("counting finds nothing", "nobody was asked");
    assertThat(daemon.requests())
        .contains("POST /v1/curation " + asked(",\"expert\":\"auth\",\"dry_run\":true"));
  }

  @Test
  void contractsAreListedShownAndFollowed() {
    String row =
        "\"id\":\"login\",\"defined_by\":\"architect\",\"between\":[\"auth\",\"db\"],"
            + "\"version\":2,\"made_at_ms\":1775050000123";
    daemon.answer(
        "GET /v1/contracts?" + dir(),
        200,
        "{\"contracts\":[{" + row + "}],\"problems\":[\"x.md: no header\"]}");
    Calls.Call listed = calls.run("contract");
    assertThat(listed.out()).contains("login", "v2", "auth, db", "2026-04-01T13:26:40Z");
    assertThat(listed.err()).contains("x.md: no header");
    daemon.answer(
        "GET /v1/contracts/login?" + dir() + "&version=1",
        200,
        "{" + row.replace(":2", ":1") + ",\"newest\":2,\"body\":\"POST /login\"}");
    assertThat(calls.run("contract", "show", "login", "--version", "1").out())
        .contains("login v1 of 2, between auth, db, by architect", "POST /login");
    daemon.answer(
        "GET /v1/contracts/login/history?" + dir(),
        200,
        "{\"versions\":[{" + row + ",\"lines_added\":3,\"lines_removed\":1}]}");
    assertThat(calls.run("contract", "history", "login").out()).contains("v2", "+3 -1");
    daemon.answer("GET /v1/contracts/a%2Fb?" + dir(), 404, "{\"code\":\"x\",\"detail\":\"no\"}");
    assertThat(calls.run("contract", "show", "a/b").code()).isNotZero();
  }

  @Test
  void aFormulaIsStartedWithWhoDoesWhat() {
    daemon.answer(
        "GET /v1/formulas?" + dir(),
        200,
        "{\"formulas\":[{\"name\":\"feature\",\"description\":\"d\",\"steps\":[\"a\",\"b\"]}],"
            + "\"problems\":[]}");
    assertThat(calls.run("formula").out()).contains("feature", "a, b");
    daemon.answer(
        "GET /v1/formulas/feature?" + dir(),
        200,
        "{\"name\":\"feature\",\"description\":\"d\",\"steps\":[{\"id\":\"b\",\"role\":\"experts\","
            + "\"title\":\"Build\",\"description\":\"it\",\"depends_on\":[\"a\"]}],"
            + "\"warnings\":[\"line 3: unknown\"]}");
    Calls.Call shown = calls.run("formula", "show", "feature");
    assertThat(shown.out()).contains("b  for experts, after a", "Build");
    assertThat(shown.err()).contains("line 3: unknown");
    daemon.answer(
        "POST /v1/formulas/feature/run",
        201,
        "{\"mail\":[{\"id\":\"f-b\",\"told\":\"is task-1\"}],\"question_id\":null}");
    assertThat(
            calls
                .run(
                    "formula",
                    "run",
                    "feature",
                    "f",
                    "--experts",
                    "b=auth, db",
                    "--override",
                    "a=keep x=y")
                .out())
        .isEqualTo("f-b is task-1\n");
    assertThat(daemon.requests())
        .last()
        .isEqualTo(
            "POST /v1/formulas/feature/run "
                + asked(
                    ",\"prefix\":\"f\",\"experts\":{\"b\":[\"auth\",\"db\"]},"
                        + "\"overrides\":{\"a\":\"keep x=y\"}"));
    Calls.Call unfit = calls.run("formula", "run", "feature", "f", "--experts", "auth");
    assertThat(unfit.code()).isEqualTo(2);
    assertThat(unfit.err()).contains("--experts is written STEP=");
    assertThat(
            calls
                .run("formula", "run", "feature", "f", "--override", "a=1", "--override", "a=2")
                .err())
        .contains("twice");
  }

  @Test
  void aMailIsShownWhole() {
    daemon.answer(
        "GET /v1/mail/t-1?" + dir(),
        200,
        "{\"mail\":[{\"id\":\"t-1\",\"type\":\"task\",\"from\":\"architect\",\"to\":\"auth\","
            + "\"state\":\"completed\",\"why\":\"\",\"task_id\":\"task-1\",\"depends_on\":[\"t-0\"],"
            + "\"created_at_ms\":1775050000123,\"verified\":false,\"priority\":\"high\",\"contracts\":[\"login\"],\"cancels\":null,\"body\":\"do"
            + " it\",\"answer\":\"done\"},"
            + "{\"id\":\"t-1\",\"type\":\"response\",\"from\":\"auth\",\"to\":\"user\",\"state\":\"unread\",\"body\":\"it"
            + " is done\",\"verified\":true}]}");
    assertThat(calls.run("mail", "show", "t-1").out())
        .contains(
            "t-1 completed",
            "task from architect (unverified) to auth 2026-04-01T13:26:40Z",
            "task: task-1",
            "priority: high",
            "after: t-0",
            "contracts: login",
            "do it",
            "answer\ndone",
            "response from auth to user",
            "it is done");
  }
}
