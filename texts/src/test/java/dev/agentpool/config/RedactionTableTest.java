package dev.agentpool.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentpool.redact.UserPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users add to redaction in their config.toml. */
class RedactionTableTest {
  @TempDir Path folder;

  private Home home(String config) throws IOException {
    Home home = new Home(folder.resolve("home")).prepared();
    Files.writeString(home.config(), config);
    return home;
  }

  @Test
  void patternsAreRead() throws IOException {
    Home home = home("[redaction]\nenabled = true\npatterns = [\"ACME-[0-9]{6}\"]\n");
    assertThat(RedactionTable.read(home, _ -> {}))
        .extracting(UserPattern::toString)
        .containsExactly("ACME-[0-9]{6}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enabled = false",
        "patterns = [\"(\"]",
        "patterns = [\"(a+)+$\"]",
        "patterns = [\"\"]",
        "patterns = \"x\"",
        "off = true"
      })
  void whatCannotBeUsedIsToldWithItsLine(String line) throws IOException {
    Home home = home("\n[redaction]\n" + line + "\n");
    ConfigException wrong =
        catchThrowableOfType(ConfigException.class, () -> RedactionTable.read(home, _ -> {}));
    assertThat(wrong.problems()).hasSize(1);
    assertThat(wrong.problems().getFirst().line()).isEqualTo(3);
    assertThat(wrong).hasMessageContaining("config.toml");
  }

  @Test
  void aFileThatBreaksLaterLeavesThePatternsAsTheyWere() throws IOException {
    List<String> told = new ArrayList<>();
    Home home = home("[redaction]\npatterns = [\"ACME\"]\n");
    Supplier<List<UserPattern>> patterns = RedactionTable.of(home, told::add);
    assertThat(patterns.get()).hasSize(1);
    Files.writeString(home.config(), "[redaction]\npatterns = [\"(((((\"]\n");
    assertThat(patterns.get()).hasSize(1);
    assertThat(told).hasSize(1).first().asString().contains("stays as it was");
  }
}
