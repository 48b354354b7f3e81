package dev.agentpool.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactRulesTest {
  @TempDir Path temp;
  private Home home;

  @BeforeEach
  void prepare() {
    home = new Home(temp).prepared();
  }

  private void says(String text) throws IOException {
    Files.writeString(home.config(), text);
  }

  @Test
  void withoutAWordItIsAMonthAndTwoGibibytes() {
    assertThat(ArtifactRules.read(home))
        .isEqualTo(new ArtifactRules(Duration.ofDays(30), 2L << 30, 16L << 20));
  }

  @Test
  void whatThePersonSaysCounts() throws IOException {
    says("[artifacts]\nkeep_days = 7\nmax_mib = 100\ntranscript_mib = 1\n");
    assertThat(ArtifactRules.read(home))
        .isEqualTo(new ArtifactRules(Duration.ofDays(7), 100L << 20, 1L << 20));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keep_days = 0",
        "keep_days = -1",
        "keep_days = 1.5",
        "keep_days = \"7\"",
        "max_mib = 99999999999",
        "transcript_mib = 1025",
        "keep = 7"
      })
  void whatCannotBeIsRefusedWithItsLine(String line) throws IOException {
    says("[artifacts]\n" + line + "\n");
    assertThatThrownBy(() -> ArtifactRules.read(home))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(line.split(" ")[0]);
    Path project = Files.createDirectories(temp.resolve("project"));
    assertThat(new PoolFiles(home).problems(project)).isNotEmpty();
  }

  @Test
  void aChangedFileCountsAtOnceAndABrokenOneGivesNoRuleToRemoveBy() throws IOException {
    Supplier<ArtifactRules> rules = ArtifactRules.of(home);
    LongSupplier transcript = ArtifactRules.transcriptBytes(rules);
    says("[artifacts]\nkeep_days = 7\ntranscript_mib = 2\n");
    assertThat(rules.get().keep()).isEqualTo(Duration.ofDays(7));
    assertThat(transcript.getAsLong()).isEqualTo(2L << 20);
    says("[artifacts]\nkeep_days = seven\n");
    assertThatThrownBy(rules::get).isInstanceOf(ConfigException.class);
    assertThat(transcript.getAsLong()).isEqualTo(16L << 20);
  }
}
