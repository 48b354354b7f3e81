package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.cli.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control plane's own words, behind {@code control}, and what it asks before one begins. */
class ControlCommandsTest {
  private static final String CODEX =
      "{\"id\":\"codex-cli\",\"installed\":true,\"binary_path\":\"/bin/codex\",\"version\":\"1\","
          + "\"auth\":{\"status\":\"authenticated\",\"confidence\":\"local_config\"},"
          + "\"models\":[{\"id\":\"gpt-5.5\"}]}";

  @TempDir Path temp;
  private Path home = Path.of("/");
  private Calls calls = new Calls(Path.of("/"), Path.of("/"), null);
  private FakeDaemon daemon;

  @BeforeEach
  void start() throws IOException {
    home = temp.resolve("home");
    daemon = new FakeDaemon(home);
    calls = new Calls(home, Files.createDirectory(temp.resolve("project")), null);
    String dir = "dir=" + encoded();
    String inventory = "{\"providers\":[" + CODEX + "],\"runtimes\":[]}";
    daemon.answer("GET /v1/inventory?" + dir + "&include_usage=false", 200, inventory);
    daemon.answer("GET /v1/inventory?include_usage=false", 200, inventory);
    daemon.answer(
        "GET /v1/inventory/models?" + dir + "&provider_id=codex-cli", 200, "{\"providers\":[]}");
  }

  @AfterEach
  void stop() throws IOException {
    daemon.close();
  }

  private Json json(int code, String... arguments) {
    Calls.Call call = calls.run(arguments);
    assertThat(call.code()).as(call.err()).isEqualTo(code);
    return Json.parse(call.out());
  }

  @Test
  void initWritesAShortConfigurationAndThePreferencesOnce() throws IOException {
    daemon.answer("GET /v1/guidance", 200, "{\"pages\":[{\"name\":\"preferences\"}]}");
    daemon.answer(
        "GET /v1/guidance/preferences", 200, "{\"name\":\"preferences\",\"text\":\"# P\\n\"}");
    Json plan = json(0, "control", "init", "--dry-run", "--json");
    assertThat(plan.flag("would_write_config")).isTrue();
    assertThat(plan.get("preferences").flag("would_write")).isTrue();
    assertThat(home.resolve("config.toml")).doesNotExist();

    Json made = json(0, "control", "init", "--json");
    assertThat(made.flag("changed")).isTrue();
    assertThat(made.text("config_path")).isEqualTo(home.resolve("config.toml").toString());
    assertThat(made.get("providers").toString()).isEqualTo("[\"codex-cli\"]");
    assertThat(Files.size(home.resolve("config.toml"))).isLessThan(2_000);
    assertThat(home.resolve("preferences.md")).hasContent("# P\n");

    Files.writeString(home.resolve("config.toml"), "mine");
    assertThat(json(0, "control", "init", "--json").flag("changed")).isFalse();
    assertThat(home.resolve("config.toml")).hasContent("mine");
    assertThat(json(0, "control", "init", "--yes", "--json").text("backup_path"))
        .isEqualTo(home.resolve("config.toml.bak").toString());
    assertThat(home.resolve("config.toml.bak")).hasContent("mine");
  }

  @Test
  void whatIsRefusedHasTheirCodeAndACommandThatHelps() {
    String models = "GET /v1/inventory/models?dir=" + encoded() + "&provider_id=nobody";
    daemon.answer(
        models,
        404,
        "{\"status\":404,\"code\":\"provider_not_found\",\"detail\":\"provider not found: nobody\"}");

    for (List<String> refused :
        List.of(
            List.of(
                "PROVIDER_NOT_FOUND",
                "agentpool inventory --json",
                "control models --provider nobody"),
            List.of(
                "INVALID_LEASE_MODE",
                "agentpool control leases list --json",
                "control leases acquire --session-id ap_0123456789ab --file a --mode x"),
            List.of(
                "INVALID_REQUEST", "agentpool usage --provider codex-cli", "usage --nonsense"))) {
      Calls.Call call = calls.run((refused.get(2) + " --json").split(" "));
      Json details = Json.parse(call.err()).get("error").get("details");
      assertThat(details.text("control_code")).as(call.err()).isEqualTo(refused.get(0));
      assertThat(details.text("example")).isEqualTo(refused.get(1));
    }
  }

  private String encoded() {
    return temp.resolve("project").toString().replace("/", "%2F");
  }

  @Test
  void usageTellsPeopleNothingOfAgentsThatOnlyPlayUnlessTheyAreNamed() {
    String told =
        "{\"snapshots\":[{\"provider_id\":\"codex-cli\",\"status\":\"available\"},"
            + "{\"provider_id\":\"fake-idle\",\"status\":\"available\"}]}";
    daemon.answer("POST /v1/usage", 200, told);
    assertThat(calls.run("usage").out()).contains("codex-cli").doesNotContain("fake-");
    assertThat(calls.run("usage", "--provider", "fake-idle").out()).contains("fake-idle");
    assertThat(calls.run("usage", "--json").out()).contains("fake-idle");
  }

  @Test
  void leasesSpeakTheirFlagsAndTheirJson() {
    daemon.answer(
        "POST /v1/leases",
        200,
        "{\"id\":\"lease-1\",\"task_id\":\"ap_0123456789ab\",\"repo_path\":\"/r\","
            + "\"file_path\":\"a\",\"mode\":\"write\",\"created_at_ms\":0,\"expires_at_ms\":1000}");
    Json got =
        json(
            0,
            "control",
            "leases",
            "acquire",
            "--session-id",
            "ap_0123456789ab",
            "--file",
            "a",
            "--json");
    assertThat(got.flag("ok")).isTrue();
    assertThat(got.get("lease").text("session_id")).isEqualTo("ap_0123456789ab");
    assertThat(got.get("lease").text("expires_at")).isEqualTo("1970-01-01T00:00:01Z");
    assertThat(got.get("lease").get("released_at").isNull()).isTrue();

    Json plan = json(0, "control", "leases", "release", "--lease-id", "l", "--dry-run", "--json");
    assertThat(plan.flag("would_release")).isTrue();
    assertThat(daemon.requests()).noneMatch(request -> request.contains("DELETE"));
  }

  @Test
  void whatALeaseNeedsAndDoesNotHaveIsSaidWithAnExample() {
    for (List<String> wrong :
        List.of(
            List.of("acquire"),
            List.of("release"),
            List.of("borrow"),
            List.of("acquire", "--session-id", "a", "--file", "b", "--mode", "shared"),
            List.of("acquire", "--session-id", "a", "--file", "b", "--ttl-seconds", "-1"),
            List.of(
                "acquire",
                "--session-id",
                "a",
                "--file",
                "b",
                "--ttl-seconds",
                "9223372036854775807"))) {
      List<String> line = new java.util.ArrayList<>(List.of("control", "leases"));
      line.addAll(wrong);
      Calls.Call call = calls.run(line.toArray(String[]::new));
      assertThat(call.code()).as(wrong.toString()).isEqualTo(2);
      assertThat(call.err()).doesNotContain("defect");
    }
    assertThat(calls.run("control", "leases", "release", "--json").err())
        .contains("invalid_lease_release");
  }

  @Test
  void aConfigurationThatCannotBeUsedEndsWithACode() {
    daemon.answer(
        "POST /v1/import/config",
        200,
        "{\"ok\":false,\"path\":\"x\",\"errors\":[\"is a list\"],\"warnings\":[\"w\"]}");
    Json verdict = json(2, "control", "config", "validate", "--path", "x.yaml", "--json");
    assertThat(verdict.get("errors").toString()).isEqualTo("[\"is a list\"]");
    assertThat(json(0, "control", "config", "path", "--json").text("path"))
        .isEqualTo(home.resolve("config.toml").toString());
    assertThat(calls.run("control", "config", "show").code()).isEqualTo(2);
    assertThat(calls.run("control", "config").code()).isEqualTo(2);
  }

  @Test
  void theDoctorTellsFilesAndCliAndWhatWasTriedOut() {
    daemon.answer(
        "GET /v1/doctor/deep",
        200,
        "{\"ok\":false,\"checks\":[{\"name\":\"sqlite\",\"ok\":false,\"detail\":\"d\"}]}");
    Json told = json(4, "control", "doctor", "--deep", "--json");
    assertThat(told.text("db_path")).isEqualTo(home.resolve("state/ledger.db").toString());
    assertThat(told.get("terminal_control").flag("enabled")).isFalse();
    assertThat(told.get("inventory").get("providers").items()).hasSize(1);
    assertThat(told.get("deep").get("checks").items()).hasSize(1);
    assertThat(told.get("deep").get("inventory").isNull()).isFalse();
    assertThat(told.get("privacy").isNull()).isTrue();
    assertThat(json(0, "control", "doctor", "--json").get("deep").isNull()).isTrue();
  }

  @Test
  void setUpGoesThroughItsChecksAndSaysWhatIsLeft() {
    Json ready = json(0, "setup", "codex", "--skip-usage", "--json");
    assertThat(ready.flag("ok")).isTrue();
    assertThat(ready.get("checks").items())
        .extracting(check -> check.text("name"))
        .containsExactly(
            "provider_configured",
            "provider_installed",
            "auth_probe",
            "model_catalog",
            "usage_probe",
            "mcp_config");
    assertThat(ready.get("checks").items().get(4).get("ok").isNull()).isTrue();
    assertThat(ready.get("checks").items().get(4).text("message")).contains("Skipped");
    assertThat(ready.get("mcp_config").text("client")).isEqualTo("codex");
    assertThat(ready.get("does_not").items()).hasSize(4);
    assertThat(ready.text("setup_doc")).isEqualTo("docs/setup-codex.md");

    daemon.answer("POST /v1/usage", 200, "{\"snapshots\":[{\"status\":\"unknown\"}]}");
    daemon.answer("POST /v1/usage/summary", 200, "{}");
    Json unsure = json(1, "setup", "codex-cli", "--json");
    assertThat(unsure.flag("ok")).isFalse();
    assertThat(unsure.get("actions").items().getFirst().textOrNull())
        .isEqualTo("agentpool usage-summary --provider codex-cli --refresh --json");
  }

  @Test
  void allAreSetUpInTheirOrderAndCursorIsAHost() {
    Json all = json(1, "setup", "all", "--skip-usage", "--json");
    assertThat(all.get("targets").toString())
        .isEqualTo(
            "[\"codex-cli\",\"claude-code\",\"copilot-cli\",\"devin-cli\",\"droid-cli\","
                + "\"cursor-cli\"]");
    assertThat(all.get("rows").items().getFirst().text("action"))
        .isEqualTo("See docs/setup-codex.md for host-specific setup notes.");
    assertThat(all.get("rows").items().get(2).text("mcp_config")).isEqualTo("n/a");

    Json cursor = json(0, "setup", "cursor", "--relative-command", "--json");
    assertThat(cursor.text("kind")).isEqualTo("host");
    assertThat(cursor.get("provider_id").isNull()).isTrue();
    assertThat(cursor.get("mcp_config").text("client")).isEqualTo("cursor");

    Json unknown = json(2, "setup", "nobody", "--json");
    assertThat(unknown.flag("ok")).isFalse();
    assertThat(unknown.get("supported_targets").items()).hasSize(8);
    assertThat(calls.run("setup").err()).contains("try: agentpool setup codex");
  }

  @Test
  void everyActionOfControlHasHelpWithAnExample() {
    for (String action : Commands.actions("control")) {
      Calls.Call call = calls.run("control", action, "--help");
      assertThat(call.code()).as(action).isZero();
      assertThat(call.out())
          .as(action)
          .contains("Example:")
          .contains("agentpool control " + action);
    }
  }
}
