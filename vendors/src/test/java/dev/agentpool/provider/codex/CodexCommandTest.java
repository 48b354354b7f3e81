package dev.agentpool.provider.codex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session is given, in its folder and its environment. */
class CodexCommandTest {
  private static final Path CODEX = Path.of("/bin/codex");
  @TempDir Path place;
  private final Map<String, Object> settings = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private Path user;
  private Path work;
  private Path session;

  @BeforeEach
  void make() throws IOException {
    Path home = Files.createDirectories(place.resolve("home"));
    user = Files.createDirectories(home.resolve(".codex"));
    work = Files.createDirectories(place.resolve("work"));
    session = Files.createDirectories(place.resolve("session"));
    environment.put("HOME", home.toString());
    environment.put("TMPDIR", "/nowhere");
  }

  private SessionSpec spec() {
    return new SessionSpec(
        Settings.read(settings), work, environment, true, null, null, ToolDesk.NONE);
  }

  private CodexCommand command() throws IOException {
    CodexCommand command = new CodexCommand(CODEX, spec(), session);
    assertThat(command.arguments()).containsExactly(CODEX.toString(), "app-server");
    return command;
  }

  private Map<String, Object> config() throws IOException {
    command();
    return Toml.read(session.resolve("codex/config.toml"));
  }

  private static void skill(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("SKILL.md"), "---\nname: a\n---\n");
  }

  @Test
  void itsHomeIsOfTheSessionAloneAndTheLogInIsTheUsers() throws IOException {
    Files.writeString(user.resolve("auth.json"), "{}");
    assertThat(command().environment())
        .containsEntry("CODEX_HOME", session.resolve("codex").toString())
        .containsEntry("TMPDIR", "/nowhere");
    assertThat(session.resolve("codex/auth.json").toRealPath())
        .isEqualTo(user.resolve("auth.json").toRealPath());
    assertThat(session.resolve("codex/sessions").toRealPath())
        .startsWith(user.resolve("agentpool-sessions").toRealPath());
  }

  @Test
  void belowTheFolderForTemporaryFilesItHasOneOfItsOwn() throws IOException {
    environment.put("TMPDIR", place.toString());
    Path scratch = Path.of(command().environment().get("TMPDIR"));
    assertThat(scratch).isDirectory().startsWith(session);
  }

  @Test
  void conversationsOfOneWorkspaceAreTogetherAndOfAnotherApart() throws IOException {
    command();
    Path first = session.resolve("codex/sessions").toRealPath();
    command();
    assertThat(session.resolve("codex/sessions").toRealPath()).isEqualTo(first);
    work = Files.createDirectories(place.resolve("other"));
    command();
    assertThat(session.resolve("codex/sessions").toRealPath()).isNotEqualTo(first);
  }

  @Test
  void aKeyInTheEnvironmentIsUsedOnlyWhereNothingElseLogsIn() throws IOException {
    environment.put("OPENAI_API_KEY", "k");
    environment.put("OPENAI_BASE_URL", "http://127.0.0.1:1/v1");
    Map<String, Object> config = config();
    assertThat(config).containsEntry("model_provider", "openai-key");
    assertThat(Toml.table(Toml.table(config, "model_providers"), "openai-key"))
        .containsEntry("base_url", "http://127.0.0.1:1/v1")
        .containsEntry("env_key", "OPENAI_API_KEY");
    assertThat(Files.readString(session.resolve("codex/config.toml"))).doesNotContain("\"k\"");
    Files.writeString(user.resolve("auth.json"), "{}");
    assertThat(config()).doesNotContainKey("model_provider");
    Files.delete(user.resolve("auth.json"));
    Files.writeString(user.resolve("config.toml"), "model_provider = \"lab\"\n");
    assertThat(config()).containsEntry("model_provider", "lab");
  }

  @Test
  void whatTheSettingsSayLiesOverWhatTheUserSays() throws IOException {
    Files.writeString(
        user.resolve("config.toml"), "model = \"theirs\"\nmodel_reasoning_effort = \"low\"\n");
    settings.put("model", "ours");
    settings.put("effort", "xhigh");
    settings.put(
        "mcp_servers",
        Map.of("a", Map.of("type", "http", "url", "http://a", "headers", Map.of("X", "y"))));
    settings.put("vendor", Map.of("codex-cli", Map.of("config", Map.of("model_verbosity", "low"))));
    Map<String, Object> config = config();
    assertThat(config)
        .containsEntry("model", "ours")
        .containsEntry("model_reasoning_effort", "xhigh")
        .containsEntry("model_verbosity", "low");
    assertThat(Toml.table(config, "mcp_servers"))
        .containsExactly(
            Map.entry("a", Map.of("url", "http://a", "http_headers", Map.of("X", "y"))));
    assertThat(Toml.table(config, "features"))
        .containsEntry("hooks", false)
        .containsEntry("apps", false)
        .containsEntry("plugins", false);
  }

  @Test
  void whatAgentsMayWriteBesideTheirWorkspaceIsInItsSandbox() throws IOException {
    settings.put("writable", List.of("~/.m2", "/opt/cache"));
    settings.put(
        "vendor",
        Map.of(
            "codex-cli",
            Map.of("config", Map.of("sandbox_workspace_write", Map.of("network_access", true)))));
    assertThat(Toml.table(config(), "sandbox_workspace_write"))
        .containsEntry("network_access", true)
        .containsEntry(
            "writable_roots", List.of(place.resolve("home/.m2").toString(), "/opt/cache"));
  }

  @Test
  void whoseTextsItGetsIsAsTheSettingSays() throws IOException {
    Files.writeString(work.resolve("AGENTS.md"), "Of the project.");
    Files.writeString(user.resolve("AGENTS.md"), "Of the user.");
    skill(user.resolve("skills/mine"));
    Path shared = place.resolve("home/.agents/skills/shared");
    skill(shared);
    Path texts = session.resolve("codex/AGENTS.md");
    Map<String, Object> off =
        Map.of("path", shared.resolve("SKILL.md").toString(), "enabled", false);
    assertThat(Toml.table(config(), "skills")).containsEntry("config", List.of(off));
    assertThat(texts).hasContent("Of the project.");
    assertThat(session.resolve("codex/skills/mine")).doesNotExist();
    settings.put("inherit.texts", "user");
    assertThat(Toml.table(config(), "skills")).isEmpty();
    assertThat(texts).hasContent("Of the user.\n\nOf the project.");
    assertThat(session.resolve("codex/skills/mine/SKILL.md")).exists();
    Files.delete(texts);
    settings.put("inherit.texts", "none");
    assertThat(Toml.table(config(), "skills")).containsEntry("include_instructions", false);
    assertThat(texts).doesNotExist();
  }

  @Test
  void aLinkInTheProjectBringsNoTextFromElsewhere() throws IOException {
    Path secret = Files.writeString(place.resolve("secret"), "hush");
    Files.createSymbolicLink(work.resolve("AGENTS.md"), secret);
    command();
    assertThat(session.resolve("codex/AGENTS.md")).doesNotExist();
  }

  @Test
  void aProcessServesAsLongAsItWouldBeGivenTheSame() throws IOException {
    Files.writeString(work.resolve("AGENTS.md"), "One.");
    List<String> first = CodexCommand.given(CODEX, spec());
    command();
    assertThat(CodexCommand.given(CODEX, spec())).isEqualTo(first);
    Files.writeString(work.resolve("AGENTS.md"), "Two.");
    assertThat(CodexCommand.given(CODEX, spec())).isNotEqualTo(first);
    Files.writeString(work.resolve("AGENTS.md"), "One.");
    Files.writeString(user.resolve("config.toml"), "model = \"another\"\n");
    assertThat(CodexCommand.given(CODEX, spec())).isNotEqualTo(first);
  }
}
