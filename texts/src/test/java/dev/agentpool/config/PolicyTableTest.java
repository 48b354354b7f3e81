package dev.agentpool.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentpool.policy.Policy;
import dev.agentpool.policy.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules in a user's config.toml. */
class PolicyTableTest {
  @TempDir Path folder;

  private Home home(String config) throws IOException {
    Home home = new Home(folder.resolve("home")).prepared();
    Files.writeString(home.config(), config);
    return home;
  }

  @Test
  void rulesAreReadInTheirOrder() throws IOException {
    Policy policy =
        PolicyTable.read(
            home(
                """
                [[policy.rule]]
                tool = "Bash"
                command = "git *"
                decide = "allow"
                until = 2026-12-31T12:00:00Z

                [[policy.rule]]
                path = "~/secret/*"
                provider = "codex-cli"
                decide = "deny"
                """));
    assertThat(policy.rules())
        .containsExactly(
            new Rule(
                "Bash",
                "git *",
                null,
                null,
                Rule.Decision.ALLOW,
                Instant.parse("2026-12-31T12:00:00Z")),
            new Rule(
                null,
                null,
                System.getProperty("user.home") + "/secret/*",
                "codex-cli",
                Rule.Decision.DENY,
                null));
    assertThat(policy.rules().getFirst().shown())
        .isEqualTo("allow tool \"Bash\" command \"git *\" until 2026-12-31T12:00:00Z");
  }

  @Test
  void withoutRulesNothingIsDecided() throws IOException {
    assertThat(PolicyTable.read(home("")).rules()).isEmpty();
    assertThat(PolicyTable.read(home("[policy]\n")).rules()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tol = \"Bash\" | unknown key 'tol' in [[policy.rule]]",
        "tool = 3 | tool must be a text",
        "tool = \"Bash\" | needs decide =",
        "decide = \"maybe\" | not \"maybe\"",
        "decide = \"allow\" | names a tool, a command or a path",
        "until = \"soon\" | until must be a time with its zone",
        "path = \"src/*\"; decide = \"allow\" | path must be absolute",
      })
  void whatIsWrongIsSaidWithItsLine(String rule, String says) throws IOException {
    Home home = home("[[policy.rule]]\n" + rule.replace("; ", "\n") + "\n");
    ConfigException wrong =
        catchThrowableOfType(ConfigException.class, () -> PolicyTable.read(home));
    assertThat(wrong.problems())
        .anySatisfy(problem -> {
          assertThat(problem.message()).contains(says);
          assertThat(problem.line()).isGreaterThan(1);
        });
    assertThat(new PoolFiles(home).problems(folder.resolve("project"))).isNotEmpty();
  }
}
