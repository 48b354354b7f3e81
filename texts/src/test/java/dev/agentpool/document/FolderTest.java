package dev.agentpool.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderTest {
  @TempDir Path temp;
  private Path root;
  private Folder folder;

  @BeforeEach
  void folder() throws IOException {
    root = Files.createDirectories(temp.resolve("in"));
    Files.createDirectories(temp.resolve("in-evil"));
    Files.createDirectories(temp.resolve("out"));
    folder = new Folder(root);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"..", "../out", "a/../../out", "/etc", "../in-evil/x", "a\0b", "../../../../etc"})
  void pathsThatLeadOutAreRefused(String path) {
    assertThatThrownBy(() -> folder.resolve(path))
        .isInstanceOf(Folder.Escape.class)
        .hasMessageContaining("path traversal detected");
  }

  @Test
  void linksThatLeadOutAreRefused() throws Exception {
    Files.createSymbolicLink(root.resolve("link"), temp.resolve("out"));
    Files.createSymbolicLink(root.resolve("inner"), Files.createDirectory(root.resolve("real")));
    assertThatThrownBy(() -> folder.resolve("link/file")).isInstanceOf(Folder.Escape.class);
    assertThatThrownBy(() -> folder.write("link/new/file", "x")).isInstanceOf(Folder.Escape.class);
    assertThat(temp.resolve("out")).isEmptyDirectory();
    folder.write("inner/file", "text");
    assertThat(root.resolve("real/file")).hasContent("text");
  }

  @Test
  void writingReplacesAtOnceAndLeavesNothingElse() throws Exception {
    folder.write("a/b/c.md", "one");
    folder.write("a/b/c.md", "two");
    assertThat(root.resolve("a/b/c.md")).hasContent("two");
    try (var files = Files.list(root.resolve("a/b"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aFingerprintTellsEditsApart() throws Exception {
    Path file = Files.writeString(root.resolve("f"), "one");
    Path missing = root.resolve("missing");
    Fingerprint before = Fingerprint.ofFiles(List.of(file, missing));
    assertThat(Fingerprint.ofFiles(List.of(file, missing))).isEqualTo(before);
    folder.write("f", "two");
    assertThat(Fingerprint.ofFiles(List.of(file, missing))).isNotEqualTo(before);
    assertThat(Fingerprint.ofTexts(List.of("ab", "c")))
        .isNotEqualTo(Fingerprint.ofTexts(List.of("a", "bc")));
  }
}
