package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a former control plane left is taken over once, and nothing is written there. */
class FormerHomeTest {
  private static final String SECRET = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
  @TempDir Path temp;
  private Path from;
  private DaemonProcess daemon;

  @BeforeEach
  void start() throws Exception {
    from = Files.createDirectory(temp.resolve("former"));
    daemon = new DaemonProcess(temp).start();
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private void database(String... statements) throws Exception {
    String url = "jdbc:sqlite:" + from.resolve("agentpool.sqlite");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  private void history() throws Exception {
    database(
        "CREATE TABLE sessions(id TEXT PRIMARY KEY, provider_id TEXT, task TEXT, state TEXT,"
            + " created_at TEXT)",
        "CREATE TABLE events(id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT, excerpt TEXT)",
        "CREATE TABLE usage_snapshots(id INTEGER PRIMARY KEY, provider_id TEXT, raw_json TEXT)",
        "CREATE TABLE artifacts(id INTEGER PRIMARY KEY, session_id TEXT, path TEXT)",
        "CREATE TABLE file_leases(id INTEGER PRIMARY KEY, session_id TEXT, file_path TEXT)",
        "INSERT INTO sessions"
            + " VALUES('ap_000000000001','codex-cli','first','COMPLETED','2026-11-01')",
        "INSERT INTO sessions VALUES('ap_000000000002','claude-code','"
            + SECRET
            + "','FAILED','2026-11-02')",
        "INSERT INTO events(session_id, excerpt) VALUES('ap_000000000001','hello')");
  }

  private JsonNode takeOver(boolean dry) throws Exception {
    return daemon.post("/v1/import", Map.of("from", from.toString(), "dry_run", dry));
  }

  private static String left(JsonNode report, String what) {
    return report
        .get("left")
        .valueStream()
        .filter(one -> one.get("what").asString().equals(what))
        .map(one -> one.get("why").asString())
        .findFirst()
        .orElse("");
  }

  /** Every file there with what it holds. */
  private Map<String, String> there() throws Exception {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(from)) {
      for (Path file : all.toList()) {
        files.put(
            file.getFileName() + " " + Files.getLastModifiedTime(file),
            java.util.HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return files;
  }

  @Test
  void settingsPreferencesAndHistoryComeOnceAndTheFolderStaysAsItWas() throws Exception {
    history();
    Files.writeString(
        from.resolve("config.yaml"), "policy: {default_isolation: worktree, colour: red}\n");
    Files.writeString(from.resolve("preferences.md"), "- codex first\n");
    Map<String, String> before = there();

    JsonNode dry = takeOver(true);
    assertThat(dry.get("rows").get("sessions").asInt()).isEqualTo(2);
    assertThat(daemon.home().resolve("config.toml")).doesNotExist();
    assertThat(daemon.home().resolve("state/imported")).doesNotExist();

    JsonNode first = takeOver(false);
    assertThat(first.get("taken")).hasSize(3);
    assertThat(first.get("rows").get("events").asInt()).isEqualTo(1);
    assertThat(first.get("warnings").get(0).asString()).contains("policy.colour");
    assertThat(daemon.home().resolve("config.toml"))
        .content()
        .contains("[settings]\nworkspace = \"worktree\"\n");
    assertThat(daemon.home().resolve("preferences.md")).hasContent("- codex first\n");

    JsonNode second = takeOver(false);
    assertThat(second.get("taken")).isEmpty();
    assertThat(second.get("rows").get("sessions").asInt()).isZero();
    assertThat(left(second, "preferences.md")).contains("already");
    assertThat(left(second, "config.yaml")).contains("workspace = \"worktree\"");
    assertThat(there()).isEqualTo(before);
  }

  @Test
  void theHistoryCanBeListedWithoutItsSecretsAndNewRowsComeLater() throws Exception {
    history();
    takeOver(false);
    database("INSERT INTO sessions VALUES('ap_000000000003','codex-cli','x','READY','2026-11-03')");
    assertThat(takeOver(false).get("rows").get("sessions").asInt()).isEqualTo(1);

    JsonNode listed = daemon.get("/v1/import/sessions?limit=2");
    assertThat(listed.get("total").asInt()).isEqualTo(3);
    assertThat(listed.get("sessions").valueStream().map(one -> one.get("id").asString()))
        .containsExactly("ap_000000000003", "ap_000000000002");
    assertThat(listed.get("sessions").get(1).get("task").asString()).isEqualTo("[REDACTED]");
    assertThat(listed.get("rows").get("events").asInt()).isEqualTo(1);
    assertThat(daemon.get("/v1/import/sessions?provider_id=claude-code").get("total").asInt())
        .isEqualTo(1);
    assertThat(daemon.home().resolve("state/imported/sessions.jsonl"))
        .content()
        .doesNotContain(SECRET);
  }

  @Test
  void whatCannotBeUsedIsLeftWithTheReasonAndTheRestComes() throws Exception {
    Files.writeString(from.resolve("config.yaml"), "- not\n- a table\n");
    Files.writeString(from.resolve("agentpool.sqlite"), "this is no database".repeat(100));
    Files.writeString(from.resolve("preferences.md"), "- mine\n");

    JsonNode report = takeOver(false);

    assertThat(left(report, "config.yaml")).contains("is a list, not a table");
    assertThat(report.get("left").toString()).contains("not a database");
    assertThat(report.get("taken")).hasSize(1);
    assertThat(daemon.home().resolve("preferences.md")).hasContent("- mine\n");
  }

  @Test
  void linksAndListsOfModelsThatAreNotThereAreNotTaken() throws Exception {
    Path secret = Files.writeString(temp.resolve("somebody-elses"), "- theirs\n");
    Files.createSymbolicLink(from.resolve("preferences.md"), secret);
    Files.writeString(from.resolve("config.yaml"), "model_catalog_paths: gone.json\n");

    JsonNode report = takeOver(false);

    assertThat(left(report, "preferences.md")).contains("a link or a folder");
    assertThat(left(report, "model_catalog_paths")).contains("there is no such file");
    assertThat(left(report, "history")).contains("there is no ");
    assertThat(daemon.home().resolve("config.toml")).doesNotExist();
    assertThat(daemon.get("/v1/models").get("models")).isNotEmpty();
  }

  @Test
  void aFolderThatIsNoneIsAMistake() throws Exception {
    for (String wrong : List.of("relative", temp.resolve("gone").toString())) {
      JsonNode refused = daemon.post("/v1/import", Map.of("from", wrong));
      assertThat(refused.get("detail").asString()).contains("'from' must be a folder");
    }
  }

  @Test
  void theMachineIsTriedOutAndSaysWhatItStoresReadsAndSends() throws Exception {
    JsonNode deep = daemon.get("/v1/doctor/deep");
    assertThat(deep.get("checks").valueStream().map(check -> check.get("name").asString()))
        .containsExactly(
            "tmux_roundtrip",
            "terminal_control",
            "sqlite",
            "artifact_root",
            "usage_cache",
            "codexbar");
    assertThat(deep.get("ok").asBoolean())
        .as(deep.toString())
        .isEqualTo(deep.get("checks").valueStream().allMatch(one -> one.get("ok").asBoolean()));
    boolean tmux = Files.isExecutable(Path.of("/usr/bin/tmux"));
    assertThat(deep.get("checks").get(0).get("ok").asBoolean()).as(deep.toString()).isEqualTo(tmux);

    JsonNode privacy = daemon.get("/v1/doctor/privacy");
    assertThat(privacy.get("credential_storage").valueStream())
        .hasSize(4)
        .noneMatch(JsonNode::asBoolean);
    assertThat(privacy.get("local_storage").get("stores")).hasSize(5);
    assertThat(privacy.get("usage_sources").valueStream())
        .hasSize(7)
        .filteredOn(source -> source.get("provider_id").asString().equals("ccusage"))
        .allSatisfy(
            source -> assertThat(source.get("reads_existing_auth_state").asBoolean()).isFalse());
    assertThat(privacy.get("redaction").get("patterns")).hasSize(9);
  }
}
