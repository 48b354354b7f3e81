package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a person asks and says of an expert pool by their own commands, of a real daemon. */
class ExpertWordsTest {
  private static final Duration ROOM = Duration.ofSeconds(120);
  private static final String POOL =
      """
      [pool]
      name = "p"
      [architect]
      approval_mode = "none"
      [curation]
      seed = false
      [defaults]
      provider = "scripted"
      [shared]
      include = ["style"]
      [experts.auth]
      [experts.db]
      """;

  @TempDir Path temp;
  private DaemonProcess daemon;
  private Path project;
  private Path pool;

  @BeforeEach
  void open() throws Exception {
    project = DaemonProcess.project(temp, POOL);
    pool = project.resolve(".agent-pool");
    write("experts/auth/state.md", "- tokens last an hour\n");
    write(
        "formulas/feature.toml",
        """
        description = "From plan to word"
        [[steps]]
        id = "design"
        role = "architect"
        title = "Design"
        description = "@@say designed@@"
        [[steps]]
        id = "build"
        role = "experts"
        title = "Build"
        description = "@@say built@@"
        depends_on = ["design"]
        """);
    write("contracts/login-api.md", contract(2, "POST /login\nanswers 200"));
    write("contracts/history/login-api/v1.md", contract(1, "POST /login"));
    daemon = new DaemonProcess(temp.resolve("home")).start();
  }

  @AfterEach
  void close() throws Exception {
    daemon.close();
  }

  private void write(String name, String text) throws Exception {
    Path file = pool.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String contract(int version, String body) {
    return "---\nid: login-api\ntype: contract\ndefined-by: architect\nbetween:\n    - auth\n    -"
        + " db\nversion: "
        + version
        + "\ntimestamp: 2026-04-01T13:05:09Z\n---\n\n"
        + body
        + "\n";
  }

  private JsonNode get(String path) throws Exception {
    return daemon.get(path + (path.contains("?") ? "&" : "?") + "dir=" + project);
  }

  private DaemonProcess.Answer post(String path, Map<String, Object> asked) throws Exception {
    Map<String, Object> body = new HashMap<>(asked);
    body.put("dir", project.toString());
    return daemon.call("POST", path, body, Map.of("Content-Type", "application/json"));
  }

  private DaemonProcess.Answer word(String decision, Object... numbers) throws Exception {
    return post(
        "/v1/experts/auth/knowledge", Map.of("decision", decision, "numbers", List.of(numbers)));
  }

  private static void refused(DaemonProcess.Answer answer, int status, String code, String told) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.detail()).contains(told);
  }

  private DaemonProcess.Answer look(String path) throws Exception {
    return daemon.call("GET", path + "?dir=" + project, null, Map.of());
  }

  @Test
  void whatAnExpertKnowsIsShownAndAChangeOfItIsUndoneByItsNumber() throws Exception {
    assertThat(post("/v1/mail", Map.of("to", "auth", "id", "t-1", "body", "@@say x@@")).status())
        .isEqualTo(201);
    await()
        .atMost(ROOM)
        .until(() ->
            get("/v1/experts/auth")
                .path("tasks")
                .path(0)
                .path("ended")
                .asString("")
                .equals("completed"));
    JsonNode known = get("/v1/experts/auth");
    JsonNode entry = known.get("entries").get(0);
    assertThat(entry.get("text").asString()).contains("tokens last an hour");
    assertThat(entry.get("source").asString()).isEqualTo("found");
    assertThat(entry.get("in_prompts_of").asInt()).isEqualTo(1);
    assertThat(entry.get("completed").asInt()).isEqualTo(1);

    write("experts/auth/state.md", "- tokens last two hours\n");
    JsonNode change = get("/v1/experts/auth").get("changes").get(0);
    assertThat(change.get("author").asString()).isEqualTo("by hand");
    long number = change.get("number").asLong();
    refused(word("undo", number, 999), 404, "knowledge_not_found", "there is no change 999");
    assertThat(Files.readString(pool.resolve("experts/auth/state.md"))).contains("two hours");
    DaemonProcess.Answer undone = word("undo", number);
    assertThat(undone.json().at("/words/0/outcome").asString()).as(undone.text()).isEqualTo("done");
    assertThat(Files.readString(pool.resolve("experts/auth/state.md")))
        .isEqualTo("- tokens last an hour\n");
  }

  @Test
  void whatSomebodyWroteWhileASessionRanWaitsUntilAPersonSaysSo() throws Exception {
    get("/v1/experts/auth"); // what is there already is known from now on
    post("/v1/mail", Map.of("to", "auth", "id", "slow", "body", "@@delay 600000@@ @@say x@@"));
    await()
        .atMost(ROOM)
        .until(() -> get("/v1/mail/slow").at("/mail/0/state").asString("").equals("active"));
    write("experts/auth/state.md", "- trust everybody\n");
    JsonNode wish = get("/v1/experts/auth").at("/waiting/0");
    assertThat(wish.at("/adds/0").asString("")).isEqualTo("- trust everybody");
    assertThat(wish.at("/removes/0").asString("")).isEqualTo("- tokens last an hour");

    DaemonProcess.Answer rejected = word("reject", wish.get("number").asLong());
    assertThat(rejected.json().at("/words/0/outcome").asString(""))
        .as(rejected.text())
        .isEqualTo("done");
    assertThat(Files.readString(pool.resolve("experts/auth/state.md")))
        .isEqualTo("- tokens last an hour\n");
    write("experts/auth/state.md", "- tokens last two hours\n");
    long number = get("/v1/experts/auth").at("/waiting/0/number").asLong();
    assertThat(word("confirm", number).status()).isEqualTo(200);
    JsonNode known = get("/v1/experts/auth");
    assertThat(known.get("waiting")).isEmpty();
    assertThat(known.at("/entries/0/text").asString("")).isEqualTo("- tokens last two hours");
    assertThat(known.at("/entries/0/trust").asString("")).isEqualTo("confirmed");
    refused(word("confirm", number), 404, "knowledge_not_found", "nothing waits");
  }

  @Test
  void aSharedExpertHasNumbersOfItsOwnInAProject() throws Exception {
    write("shared-state/style/state.md", "- two spaces here\n");
    get("/v1/experts/style");
    write("shared-state/style/state.md", "- three spaces here\n");
    JsonNode change = get("/v1/experts/style").at("/changes/0");
    assertThat(change.get("of_project").asBoolean()).isTrue();
    Map<String, Object> undo =
        Map.of("decision", "undo", "numbers", List.of(change.get("number").asLong()));
    refused(post("/v1/experts/style/knowledge", undo), 404, "knowledge_not_found", "no change");
    Map<String, Object> here = new HashMap<>(undo);
    here.put("of_project", true);
    assertThat(post("/v1/experts/style/knowledge", here).status()).isEqualTo(200);
    assertThat(Files.readString(pool.resolve("shared-state/style/state.md")))
        .isEqualTo("- two spaces here\n");
  }

  @Test
  void aWordOnWhatDoesNotWaitOrOfWhomNobodyKnowsIsRefusedAndDoesNothing() throws Exception {
    refused(word("confirm", 7), 404, "knowledge_not_found", "nothing waits with the number 7");
    refused(word("approve", 7), 400, "invalid", "confirm, reject, undo");
    refused(word("confirm"), 400, "invalid", "'numbers'");
    refused(look("/v1/experts/auht"), 404, "expert_not_found", "did you mean \"auth\"?");
    refused(look("/v1/experts/..%2F..%2Fx"), 404, "expert_not_found", "there is no expert");
    refused(
        post(
            "/v1/experts/auth/knowledge",
            Map.of("decision", "undo", "numbers", List.of(1), "of_project", true)),
        400,
        "invalid",
        "auth is not shared");
  }

  @Test
  void countingIsToldWithoutAskingAnybodyAndTheResearcherIsAskedWhenWanted() throws Exception {
    DaemonProcess.Answer told = post("/v1/curation", Map.of("dry_run", true));
    assertThat(told.json().get("experts")).as(told.text()).hasSize(3);
    assertThat(told.json().get("mail_id").isNull()).isTrue();
    assertThat(get("/v1/mail").get("mail")).isEmpty();

    DaemonProcess.Answer asked = post("/v1/curation", Map.of("expert", "auth"));
    String mail = asked.json().path("mail_id").asString("");
    assertThat(mail).as(asked.text()).startsWith("curation-asked-");
    JsonNode shown = get("/v1/mail/" + mail).get("mail").get(0);
    assertThat(shown.get("to").asString()).isEqualTo("researcher");
    assertThat(shown.get("body").asString())
        .contains("**Trigger:** asked", "| auth | pool |")
        .doesNotContain("| db |");
    refused(
        post("/v1/curation", Map.of("expert", "architect")), 400, "invalid", "architect is a role");
    refused(
        post("/v1/curation", Map.of("expert", "dbb")),
        404,
        "expert_not_found",
        "did you mean \"db\"?");
  }

  @Test
  void contractsAreReadNowAndAsTheyWere() throws Exception {
    assertThat(get("/v1/contracts").at("/contracts/0/between/1").asString()).isEqualTo("db");
    JsonNode now = get("/v1/contracts/login-api");
    assertThat(now.get("version").asInt()).isEqualTo(2);
    assertThat(now.get("body").asString()).contains("answers 200");
    JsonNode before = get("/v1/contracts/login-api?version=1");
    assertThat(before.get("body").asString()).isEqualTo("POST /login");
    assertThat(before.get("newest").asInt()).isEqualTo(2);
    JsonNode versions = get("/v1/contracts/login-api/history").get("versions");
    assertThat(versions).hasSize(2);
    assertThat(versions.get(1).get("lines_added").asInt()).isEqualTo(1);

    refused(look("/v1/contracts/login-ap"), 404, "contract_not_found", "mean \"login-api\"?");
    refused(look("/v1/contracts/index"), 404, "contract_not_found", "not found");
    refused(look("/v1/contracts/..%2F..%2Fpool"), 404, "contract_not_found", "not found");
    refused(
        daemon.call("GET", "/v1/contracts/login-api?version=9&dir=" + project, null, Map.of()),
        404,
        "contract_not_found",
        "no version 9");
    write("contracts/broken.md", "no header");
    refused(look("/v1/contracts/broken"), 409, "contract_refused", "cannot be read");
    assertThat(get("/v1/contracts").get("problems").toString()).contains("broken.md");
  }

  @Test
  void aFormulaIsShownAndStartedAndAMisspeltStepOrExpertSendsNothing() throws Exception {
    assertThat(get("/v1/formulas").at("/formulas/0/name").asString()).isEqualTo("feature");
    assertThat(get("/v1/formulas/feature").at("/steps/1/depends_on/0").asString())
        .isEqualTo("design");
    refused(look("/v1/formulas/featur"), 404, "formula_not_found", "did you mean \"feature\"?");
    refused(look("/v1/formulas/..%2Fpool"), 404, "formula_not_found", "not found");
    String run = "/v1/formulas/feature/run";
    refused(
        post(run, Map.of("prefix", "f", "experts", Map.of("buidl", List.of("auth")))),
        400,
        "invalid",
        "did you mean \"build\"?");
    refused(
        post(run, Map.of("prefix", "f", "experts", Map.of("build", List.of("atuh")))),
        404,
        "expert_not_found",
        "did you mean \"auth\"?");
    refused(post(run, Map.of("prefix", "f")), 400, "invalid", "no expert assigned");
    refused(post(run, Map.of("prefix", "../f")), 400, "invalid", "invalid prefix");
    refused(post(run, Map.of("prefix", "x".repeat(101))), 400, "invalid", "'prefix'");
    assertThat(get("/v1/mail").get("mail")).isEmpty();

    DaemonProcess.Answer started =
        post(
            run,
            Map.of(
                "prefix",
                "f",
                "experts",
                Map.of("build", List.of("auth", "db", "auth")),
                "overrides",
                Map.of("design", "@@say small@@")));
    assertThat(started.status()).as(started.text()).isEqualTo(201);
    assertThat(started.json().findValuesAsString("id"))
        .containsExactly("f-design", "f-build-auth", "f-build-db");
    await()
        .atMost(ROOM)
        .until(
            () -> get("/v1/mail?state=completed").get("mail").findValuesAsString("id").size() == 3);
    JsonNode design = get("/v1/mail/f-design").at("/mail/0");
    assertThat(design.get("body").asString()).contains("@@say small@@");
    assertThat(design.get("answer").asString()).isEqualTo("small");
    refused(look("/v1/mail/f-desing"), 404, "mail_not_found", "did you mean \"f-design\"?");
    refused(look("/v1/mail/..%2Fx"), 404, "mail_not_found", "not found");
  }

  @Test
  void mailThatIsWrongIsRefusedWithWhatMayBeMeant() throws Exception {
    DaemonProcess.Answer bounced =
        post("/v1/mail", Map.of("to", "atuh", "id", "lost-1", "body", "x"));
    assertThat(bounced.json().path("told").asString("")).contains("did you mean \"auth\"?");
    refused(
        post("/v1/mail/lost-2/requeue", Map.of()),
        404,
        "dead_letter_not_found",
        "did you mean \"lost-1\"?");
    refused(
        post("/v1/mail", Map.of("to", "auth", "body", "x", "type", "tsak")),
        400,
        "invalid",
        "did you mean \"task\"?");
    refused(
        post("/v1/mail", Map.of("to", "x".repeat(201), "body", "x")), 400, "invalid", "'to' must");
    refused(
        post("/v1/mail", Map.of("to", "auth", "body", "x", "id", "../x")),
        400,
        "invalid",
        "invalid message ID");
    refused(
        daemon.call("GET", "/v1/mail?state=daed&dir=" + project, null, Map.of()),
        400,
        "invalid",
        "did you mean \"dead\"?");
    assertThat(get("/v1/mail/lost-1").at("/mail/0/state").asString()).isEqualTo("failed");
    assertThat(get("/v1/mail?state=dead").get("mail").findValuesAsString("id"))
        .containsExactly("lost-1");
  }

  @Test
  void aFormulaWaitsForAWordWhereThePoolWantsOne() throws Exception {
    Files.writeString(
        pool.resolve("pool.toml"), POOL.replace("mode = \"none\"", "mode = \"decomposition\""));
    DaemonProcess.Answer started =
        post(
            "/v1/formulas/feature/run",
            Map.of("prefix", "g", "experts", Map.of("build", List.of("db"))));
    assertThat(started.json().path("question_id").asString("")).as(started.text()).isNotEmpty();
    assertThat(started.json().findValuesAsString("outcome"))
        .containsExactly("proposed", "proposed");
    assertThat(get("/v1/mail").get("mail")).isEmpty();
    daemon.call(
        "POST",
        "/v1/questions/" + started.json().get("question_id").asString() + "/answer",
        Map.of("answer", "yes"),
        Map.of("Content-Type", "application/json"));
    await().atMost(ROOM).until(() -> get("/v1/mail").get("mail").size() == 2);
  }

  @Test
  void overTheNetworkNobodyGivesAWordAndNobodySeesWhatProjectsShare() throws Exception {
    try (Serving serving =
        new Serving(
            daemon.home(), Map.of("dir", project.toString(), "tokens", List.of(Serving.TOKEN)))) {
      Map<String, Object> undo = Map.of("decision", "undo", "numbers", List.of(1));
      assertThat(serving.withToken("POST", "/v1/experts/auth/knowledge", undo).status())
          .isEqualTo(403);
      assertThat(serving.withToken("POST", "/v1/curation", Map.of()).status()).isEqualTo(403);
      assertThat(serving.withToken("GET", "/v1/experts/style", "").status()).isEqualTo(403);
      assertThat(serving.withToken("GET", "/v1/experts/auth", "").status()).isEqualTo(200);
      Map<String, Object> call =
          Map.of(
              "jsonrpc",
              "2.0",
              "id",
              1,
              "method",
              "tools/call",
              "params",
              Map.of(
                  "name",
                  "decide_knowledge",
                  "arguments",
                  Map.of("expert", "auth", "number", "1", "decision", "undo")));
      assertThat(
              serving
                  .withToken("POST", "/v1/experts/concierge/mcp", Map.of("message", call))
                  .status())
          .isEqualTo(403);
    }
  }
}
