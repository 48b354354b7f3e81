package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A worker gets what was given, and {@code config show} says what that is. */
class GivenTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** What a shell and the process's own keeper add. */
  private static final Set<String> OF_THE_SHELL =
      Set.of("PWD", "OLDPWD", "SHLVL", "_", "AGENTPOOL_SESSION");

  @TempDir Path temp;
  private DaemonProcess daemon;
  private Path project;

  @BeforeEach
  void start() throws Exception {
    daemon =
        new DaemonProcess(temp)
            .with("GITHUB_TOKEN", "shell-secret")
            .with("DATABASE_URL", "shell-secret")
            .with("AWS_SECRET_ACCESS_KEY", "shell-secret")
            .with("SSH_AUTH_SOCK", "/tmp/agent")
            .with("VIRTUAL_ENV", "/other/project/venv")
            .with("PATH", "/other/project/venv/bin:" + System.getenv("PATH"))
            .with("ANTHROPIC_BASE_URL", "http://127.0.0.1:9")
            .with("GIT_AUTHOR_NAME", "me")
            .start();
    project = project("");
  }

  private Path project(String settings) throws Exception {
    return DaemonProcess.project(
        temp,
        "slots = 1\n[settings]\nprovider = \"scripted\"\nallowed_tools = [\"Bash\"]\n" + settings);
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private void config(String toml) throws Exception {
    Files.writeString(daemon.home().resolve("config.toml"), toml);
  }

  private JsonNode shown() throws Exception {
    return daemon.get("/v1/config?dir=" + project);
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new TreeSet<>();
    array.forEach(text -> texts.add(text.asString()));
    return texts;
  }

  /** Runs a shell command in a worker and returns the lines it wrote. */
  private List<String> ofWorker(String command) throws Exception {
    Path file = project.resolve("said-" + System.nanoTime());
    JsonNode result = done("{\"command\":\"" + command + " > " + file.getFileName() + "\"}");
    assertThat(result.get("outcome").asString()).as("%s", result).isEqualTo("completed");
    return Files.readAllLines(file);
  }

  private JsonNode done(String input) throws Exception {
    String id = daemon.submit(project, "@@tool Bash " + input + "@@ @@say done@@", Map.of());
    daemon.awaitAll(List.of(id), LONG);
    return daemon.get("/v1/tasks/" + id).get("result");
  }

  private Set<String> names() throws Exception {
    Set<String> names = new TreeSet<>(ofWorker("env | sed -n 's/=.*//p'"));
    names.removeAll(OF_THE_SHELL);
    return names;
  }

  @Test
  void theEnvironmentOfWorkersIsTheListThatIsShown() throws Exception {
    Set<String> names = names();
    assertThat(names)
        .contains("PATH", "HOME", "LANG", "ANTHROPIC_BASE_URL", "GIT_AUTHOR_NAME")
        .doesNotContain(
            "GITHUB_TOKEN",
            "DATABASE_URL",
            "AWS_SECRET_ACCESS_KEY",
            "SSH_AUTH_SOCK",
            "VIRTUAL_ENV",
            "AGENTPOOL_TRUSTED_CONTENTS");
    assertThat(texts(shown().get("gifts").get(0).get("environment"))).isEqualTo(names);
    assertThat(ofWorker("printf '%s' $PATH").getFirst()).doesNotContain("/other/project/venv");
  }

  @Test
  void moreIsGivenByNameAndTheKeysOfAModelProviderWithIt() throws Exception {
    config("[settings.inherit]\nenvironment = [\"DATABASE_*\", \"SSH_AUTH_SOCK\"]\n");
    assertThat(names())
        .contains("DATABASE_URL", "SSH_AUTH_SOCK")
        .doesNotContain("GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY");
    daemon.post(
        "/v1/environment",
        Map.of(
            "dir",
            project.toString(),
            "apply",
            true,
            "whole",
            false,
            "variables",
            Map.of("CLAUDE_CODE_USE_BEDROCK", "1", "AWS_SECRET_ACCESS_KEY", "k")));
    assertThat(names()).contains("AWS_SECRET_ACCESS_KEY", "DATABASE_URL");
  }

  @Test
  void aKeyThatIsExportedLaterArrivesWithoutARestartAndNothingIsLost() throws Exception {
    String running = daemon.submit(project, "@@delay 1500@@ @@say went on@@", Map.of());
    Map<String, Object> mine =
        Map.of(
            "PATH", System.getenv("PATH"),
            "HOME", temp.resolve("user").toString(),
            "LANG", "C.UTF-8",
            "ANTHROPIC_API_KEY", "exported-later",
            "GITHUB_TOKEN", "still-not");
    JsonNode compared =
        daemon.post("/v1/environment", Map.of("dir", project.toString(), "variables", mine));
    assertThat(texts(compared.get("missing"))).containsExactly("ANTHROPIC_API_KEY");
    assertThat(texts(compared.get("gone"))).contains("ANTHROPIC_BASE_URL", "GIT_AUTHOR_NAME");
    assertThat(compared.toString()).doesNotContain("exported-later");
    daemon.post(
        "/v1/environment", Map.of("dir", project.toString(), "variables", mine, "apply", true));
    assertThat(ofWorker("env"))
        .contains("ANTHROPIC_API_KEY=exported-later")
        .noneMatch(line -> line.startsWith("ANTHROPIC_BASE_URL=") || line.contains("still-not"));
    assertThat(daemon.get("/v1/tasks/" + running).get("result").get("output").asString())
        .isEqualTo("went on");
    try (var files = Files.walk(daemon.home())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        boolean ofSession = file.toString().contains("/sessions/");
        assertThat(
                ofSession
                    || !Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
                        .contains("exported-later"))
            .as("%s keeps a secret", file)
            .isTrue();
      }
    }
  }

  @Test
  void theDoctorFindsAnAgentCliByThePathThatAgentsWereGivenAnew() throws Exception {
    Path bin = Files.createDirectories(temp.resolve("installed/later"));
    Path cli =
        Files.writeString(bin.resolve("claude"), "#!/bin/sh\necho '2.1.329 (Claude Code)'\n");
    assertThat(cli.toFile().setExecutable(true)).isTrue();
    DaemonProcess.project(temp, "[settings]\nprovider = \"claude\"\n");
    assertThat(provider().get("status").asString()).isEqualTo("fail");
    assertThat(provider().get("advice").asString()).contains("agentpool env refresh");
    daemon.post(
        "/v1/environment",
        Map.of(
            "dir",
            project.toString(),
            "apply",
            true,
            "variables",
            Map.of("PATH", bin + ":/usr/bin:/bin")));
    assertThat(provider().toString()).contains("\"ok\"", cli.toString());
  }

  private JsonNode provider() throws Exception {
    for (JsonNode check : daemon.get("/v1/doctor?dir=" + project).get("checks")) {
      if (check.get("name").asString().equals("provider")) {
        return check;
      }
    }
    throw new AssertionError("the doctor does not look at the provider");
  }

  @Test
  void whatIsShownOfServersAndSettingsIsOnTheCommandLine() throws Exception {
    Files.writeString(project.resolve(".mcp.json"), "{\"mcpServers\":{\"p\":{\"command\":\"x\"}}}");
    Files.createDirectories(project.resolve(".claude/skills/deploy"));
    Files.writeString(
        project.resolve(".claude/skills/deploy/SKILL.md"), "---\nname: deploy\n---\nDo.\n");
    config(
        "[trust]\nprojects = [\""
            + project
            + "\"]\n[settings.mcp_servers.mine]\ncommand = \"y\"\n");
    JsonNode gifts = shown().get("gifts").get(0);
    assertThat(gifts.get("walls").asString()).matches("(workspace|off): .+");
    assertThat(texts(gifts.get("mcp_servers"))).containsExactly("mine");
    assertThat(texts(gifts.get("settings"))).isEmpty();
    assertThat(texts(gifts.get("texts"))).contains("skill project:deploy");
    assertThat(gifts.get("withheld").toString()).contains(".mcp.json: MCP server p");
    assertThat(shown().get("commands_trusted").asBoolean()).isFalse();
    List<String> line = commandLine();
    assertThat(line).contains("--strict-mcp-config").containsSubsequence("--setting-sources", "");
    assertThat(servers(line)).contains("\"mine\"").doesNotContain("\"p\"");

    config(
        "[settings.inherit]\n"
            + "commands = \"project\"\n"
            + "[settings.mcp_servers.mine]\n"
            + "command = \"y\"\n");
    JsonNode asked = shown();
    assertThat(asked.get("gifts").get(0).get("withheld").toString()).contains("agentpool trust");
    JsonNode said = done("{\"command\":\"true\"}");
    assertThat(said.get("facts").get("notices").toString()).contains("agentpool trust");
    JsonNode trust = daemon.get("/v1/trust?dir=" + project);
    daemon.post(
        "/v1/trust", Map.of("dir", project.toString(), "content", trust.get("content").asString()));
    assertThat(texts(shown().get("gifts").get(0).get("mcp_servers"))).containsExactly("mine", "p");
    assertThat(texts(shown().get("gifts").get(0).get("settings"))).containsExactly("project");
    line = commandLine();
    assertThat(line).containsSubsequence("--setting-sources", "project");
    assertThat(servers(line)).contains("\"mine\"", "\"p\"");

    Files.writeString(
        project.resolve(".mcp.json"), "{\"mcpServers\":{\"p\":{\"command\":\"evil\"}}}");
    assertThat(daemon.get("/v1/trust?dir=" + project).get("changed").asBoolean()).isTrue();
    assertThat(servers(commandLine())).contains("\"mine\"").doesNotContain("\"p\"");
    JsonNode stale =
        daemon.post(
            "/v1/trust",
            Map.of("dir", project.toString(), "content", trust.get("content").asString()));
    assertThat(stale.get("code").asString()).isEqualTo("content_changed");
  }

  private List<String> commandLine() throws Exception {
    return ofWorker("tr '\\\\0' '\\\\n' < /proc/$PPID/cmdline");
  }

  private static String servers(List<String> line) throws Exception {
    return Files.readString(Path.of(line.get(line.indexOf("--mcp-config") + 1)));
  }

  @Test
  void trustThatIsTakenBackHoldsForTheNextTaskAlsoForOneThatWaitsAlready() throws Exception {
    config("[trust]\nprojects = [\"" + project + "\"]\n");
    project("[settings.environment]\nDEPLOY = \"yes\"\n");
    assertThat(names()).contains("DEPLOY");
    List<String> ids = new ArrayList<>();
    ids.add(daemon.submit(project, "@@delay 1500@@ @@say one@@", Map.of()));
    ids.add(daemon.submit(project, "@@say two@@", Map.of("when_unusable", "fail")));
    ids.add(
        daemon.submit(
            project, "@@say two@@", Map.of("when_unusable", "fail", "workspace", "read_only")));
    String waits = daemon.submit(project, "@@say two@@", Map.of("workspace", "read_only"));
    config("");
    daemon.awaitAll(ids, LONG);
    Awaitility.await()
        .atMost(LONG)
        .until(() -> {
          JsonNode task = daemon.get("/v1/tasks/" + waits);
          return task.get("state").asString().equals("pending")
              && task.path("reason").asString("").contains("project_unusable");
        });
    for (String id : ids.subList(1, 3)) {
      assertThat(daemon.get("/v1/tasks/" + id).get("result").get("outcome").asString())
          .isEqualTo("project_unusable");
    }
    JsonNode second = daemon.get("/v1/tasks/" + ids.get(1)).get("result");
    assertThat(second.get("success").asBoolean()).as("%s", second).isFalse();
    assertThat(second.get("output").asString()).contains("environment", "[trust] projects");
  }

  @Test
  void skillsThatTheUserSwitchesOffAreGoneAtOnce() throws Exception {
    assertThat(skills()).isNotEmpty();
    String one = skills().getFirst();
    config("[skills]\ndisabled = [\"" + one + "\"]\n");
    assertThat(skills()).isNotEmpty().doesNotContain(one);
    config("[skills]\nbuiltins = false\n");
    assertThat(skills()).isEmpty();
    Path skill = Files.createDirectories(project.resolve(".agent-pool/skills/mine"));
    Files.writeString(
        skill.resolve("SKILL.md"),
        "---\nname: mine\ndescription: d\nmetadata: {config: {environment: {A: b}}}\n---\nx\n");
    assertThat(skills()).isEmpty();
    config("[skills]\nbuiltins = false\n[trust]\nprojects = [\"" + project + "\"]\n");
    assertThat(skills()).containsExactly("mine");
    config("[skills]\nbuiltins = false\n");
    assertThat(skills()).isEmpty();
  }

  private List<String> skills() throws Exception {
    JsonNode answer = daemon.get("/v1/skills?dir=" + project);
    List<String> names = new ArrayList<>();
    (answer.isArray() ? answer : answer.get("skills"))
        .forEach(skill -> names.add(skill.get("name").asString()));
    return names;
  }
}
