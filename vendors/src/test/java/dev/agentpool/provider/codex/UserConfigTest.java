package dev.agentpool.provider.codex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserConfigTest {
  private static final String CONFIG =
      """
      model = "mock"
      model_provider = "lab"
      approval_policy = "never"
      sandbox_mode = "danger-full-access"
      notify = ["touch", "/tmp/x"]
      [model_providers.lab]
      name = "lab \\u0041"
      base_url = "http://127.0.0.1/v1"
      http_headers = { "X-A" = "b\\tc" }
      [model_providers.lab.auth]
      command = "print-token"
      [mcp_servers.mine]
      command = "run"
      args = ["a", "b"]
      [mcp_servers.other]
      url = "http://127.0.0.1"
      [profiles.deep]
      model = "deeper"
      [projects."/x"]
      trust_level = "trusted"
      [something_new]
      runs = "this"
      """;
  @TempDir Path home;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(home.resolve("config.toml"), CONFIG);
  }

  private UserConfig read(@Nullable String profile, String... exceptions) throws IOException {
    return UserConfig.of(
        home, new UserConfig.Wish(new CodexVendor(profile, Map.of()), List.of(exceptions)));
  }

  @Test
  void onlyTheModelAndTheWayToItAreHeeded() throws IOException {
    UserConfig read = read(null);
    assertThat(read.config())
        .containsOnlyKeys("model", "model_provider", "model_providers", "mcp_servers")
        .containsEntry("mcp_servers", Map.of());
    assertThat(Toml.table(Toml.table(read.config(), "model_providers"), "lab"))
        .containsOnlyKeys("name", "base_url", "http_headers");
    assertThat(read.withheld())
        .anyMatch(told -> told.contains("inherit.allow = [\"auth:lab\"]"))
        .anyMatch(told -> told.contains("inherit.allow = [\"mcp:mine\"]"))
        .anyMatch(told -> told.startsWith("notify"));
  }

  @Test
  void whatIsNamedIsGiven() throws IOException {
    UserConfig read = read(null, "mcp:mine", "auth:lab");
    assertThat(Toml.table(read.config(), "mcp_servers"))
        .containsExactly(Map.entry("mine", Map.of("command", "run", "args", List.of("a", "b"))));
    assertThat(Toml.table(Toml.table(read.config(), "model_providers"), "lab"))
        .containsEntry("auth", Map.of("command", "print-token"));
  }

  @Test
  void aNameThatDoesNotExistIsTold() throws IOException {
    assertThat(read(null, "mcp:mine", "mcp:nobody", "auth:none").withheld())
        .contains(
            "mcp:nobody of inherit.allow: your Codex configuration has none of that name",
            "auth:none of inherit.allow: your Codex configuration has none of that name")
        .noneMatch(told -> told.startsWith("mcp:mine"));
  }

  @Test
  void aProfileIsLaidOverItFromTheFileOrBesideIt() throws IOException {
    assertThat(read("deep").config()).containsEntry("model", "deeper");
    Files.writeString(home.resolve("beside.config.toml"), "model = \"another\"\n");
    assertThat(read("beside").config())
        .containsEntry("model", "another")
        .containsEntry("model_provider", "lab");
    assertThatThrownBy(() -> read("none")).hasMessageContaining("no profile 'none'");
    assertThatThrownBy(() -> read("../beside")).hasMessageContaining("no profile");
  }

  @Test
  void whatIsWrittenIsReadAgainAsItWas() throws IOException {
    Map<String, Object> config = read(null, "mcp:mine", "auth:lab").config();
    Path written = Files.writeString(home.resolve("again.toml"), Toml.text(config));
    assertThat(Toml.read(written)).isEqualTo(config);
    Map<String, Object> odd =
        Map.of("a\"b\n\u007f", List.of(1L, 2.5, true, "é\u0001", Map.of("x", List.of())));
    Files.writeString(written, Toml.text(odd));
    assertThat(Toml.read(written)).isEqualTo(odd);
  }

  @Test
  void aFileThatIsNoTomlIsToldWithItsName() throws IOException {
    Files.writeString(home.resolve("config.toml"), "model = [");
    assertThatThrownBy(() -> read(null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("config.toml is no TOML");
  }
}
