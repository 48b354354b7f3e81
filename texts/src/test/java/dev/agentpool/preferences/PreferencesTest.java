package dev.agentpool.preferences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.config.Home;
import dev.agentpool.document.UnreadableDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferencesTest {
  @TempDir Path folder;

  @Test
  void withoutAFileTheTemplateIsTold() throws Exception {
    Preferences none = Preferences.of(new Home(folder));

    assertThat(none.usingDefaultTemplate()).isTrue();
    assertThat(none.text()).startsWith("# AgentPool Preferences\n");
    assertThat(none.digest()).hasSize(8).first().asString().startsWith("This file is yours.");
    assertThat(none.path()).doesNotExist();
  }

  @Test
  void aPersonsFileIsReadAsItIs() throws Exception {
    write("# Mine\r\n\r\n- codex for reviews\r\n");

    Preferences mine = Preferences.of(new Home(folder));

    assertThat(mine.usingDefaultTemplate()).isFalse();
    assertThat(mine.text()).isEqualTo("# Mine\n\n- codex for reviews\n");
    assertThat(mine.digest()).containsExactly("codex for reviews");
  }

  @Test
  void whatIsNoReadableTextIsRefusedAndNotTakenForNone() throws IOException {
    Files.createDirectory(folder.resolve("preferences.md"));
    assertThatThrownBy(() -> Preferences.of(new Home(folder)))
        .isInstanceOf(UnreadableDocument.class)
        .hasMessageContaining("not a regular file");

    Files.delete(folder.resolve("preferences.md"));
    Files.createSymbolicLink(folder.resolve("preferences.md"), folder.resolve("gone"));
    assertThatThrownBy(() -> Preferences.of(new Home(folder)))
        .isInstanceOf(UnreadableDocument.class)
        .hasMessageContaining("no such file");

    Files.delete(folder.resolve("preferences.md"));
    Files.write(folder.resolve("preferences.md"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> Preferences.of(new Home(folder)))
        .isInstanceOf(UnreadableDocument.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void theDigestHasItemsOfAnyUsualKindAndGoesOnOverLines() {
    assertThat(
            Digest.of(
                """
                # A title
                a first text
                over two lines
                ## a heading does not end it
                still the same

                - a dash
                  that goes on
                * a star
                1. a number of one digit
                12. one of two
                2) a number with a bracket

                1.5 is no item
                #hash is no heading
                """))
        .containsExactly(
            "a first text over two lines still the same",
            "a dash that goes on",
            "a star",
            "a number of one digit",
            "one of two",
            "a number with a bracket",
            "1.5 is no item #hash is no heading");
  }

  @Test
  void theDigestHasEightItemsAtMostAndNoneIsLong() {
    assertThat(Digest.of("- item\n".repeat(50))).hasSize(8);
    assertThat(Digest.of("🙂".repeat(5_000)).getFirst()).hasSizeLessThan(1_000).endsWith("…");
    assertThat(Digest.of("")).isEmpty();
    assertThat(Digest.of("-\n- \n---\n\n#\n######\n")).isEmpty();
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("preferences.md"), text);
  }
}
