package dev.agentpool.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTest {
  @TempDir Path temp;

  @Test
  void frontMatterAndBodyAreParted() throws Exception {
    Document document = Document.parse("---\nname: a\nlist: [x, 'y z']\n---\n\n# Body\ntext\n\n");
    assertThat(document.hasFront()).isTrue();
    assertThat(document.front().values())
        .isEqualTo(Map.of("name", "a", "list", List.of("x", "y z")));
    assertThat(document.body()).isEqualTo("# Body\ntext");
  }

  @Test
  void withoutFrontMatterAllIsBody() throws Exception {
    Document document = Document.parse("Just text\n---\nmore");
    assertThat(document.hasFront()).isFalse();
    assertThat(document.body()).isEqualTo("Just text\n---\nmore");
  }

  @Test
  void onlyAWholeLineEndsTheFrontMatter() throws Exception {
    Document document =
        Document.parse(
            "---\nname: a\ndescription: before --- after\nlong: |\n  one\n  ---\n  two\nx: '---'\n"
                + "---  \nbody\n---\nstill body");
    assertThat(document.front().text("description")).contains("before --- after");
    assertThat(document.front().text("long")).contains("one\n---\ntwo");
    assertThat(document.front().text("x")).contains("---");
    assertThat(document.body()).isEqualTo("body\n---\nstill body");
  }

  @Test
  void otherLineEndsAndAByteOrderMarkAreUnderstood() throws Exception {
    Document document = Document.parse("\uFEFF---\r\nname: a\r\n---\r\nline\r\nline\r\n");
    assertThat(document.front().text("name")).contains("a");
    assertThat(document.body()).isEqualTo("line\nline");
  }

  @Test
  void frontMatterWithoutEndIsRefused() {
    assertThatThrownBy(() -> Document.parse("---\nname: a\nbody"))
        .isInstanceOf(UnreadableDocument.class)
        .hasMessageContaining("line 1: the front matter has no end")
        .hasMessageContaining("close it with a line");
  }

  @Test
  void emptyFrontMatterIsAnEmptyTable() throws Exception {
    assertThat(Document.parse("---\n---\nbody").front().values()).isEmpty();
    assertThat(Document.parse("---\n# only a comment\n---\nbody").body()).isEqualTo("body");
  }

  @Test
  void badYamlIsRefusedWithItsLine() {
    assertThatThrownBy(() -> Document.parse("---\nname: a\nb: [1, 2\nc: 3\n---\nbody"))
        .isInstanceOf(UnreadableDocument.class)
        .hasMessageMatching("(?s)line [345]: the front matter is not YAML: .*quotes");
    assertThatThrownBy(() -> Document.parse("---\nname: a\nname: b\n---\n"))
        .hasMessageContaining("duplicate key name");
    assertThatThrownBy(() -> Document.parse("---\n- a\n- b\n---\n"))
        .hasMessageContaining("the front matter is a list");
    assertThatThrownBy(() -> Document.parse("---\nx: !!java.io.File /etc/passwd\n---\n"))
        .isInstanceOf(UnreadableDocument.class);
    for (String escape : List.of("\\u\n  0001", "\\UFFFFFFFF", "\\x")) {
      assertThatThrownBy(() -> Document.parse("---\nx: \"" + escape + "\"\n---\n"))
          .as(escape)
          .isInstanceOf(UnreadableDocument.class);
    }
  }

  @Test
  void yamlThatWouldExplodeIsRefused() {
    String deep = "---\nx: " + "[".repeat(30_000) + "]".repeat(30_000) + "\n---\n";
    assertThatThrownBy(() -> Document.parse(deep)).isInstanceOf(UnreadableDocument.class);
    String loop = "---\nx: &a [*a]\n---\n";
    assertThatThrownBy(() -> Document.parse(loop)).isInstanceOf(UnreadableDocument.class);
    StringBuilder laughs = new StringBuilder("---\na0: &a0 [x, x]\n");
    for (int i = 1; i < 30; i++) {
      laughs.append("a" + i + ": &a" + i + " [" + "*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
    }
    assertThatThrownBy(() -> Document.parse(laughs + "---\n"))
        .isInstanceOf(UnreadableDocument.class);
    assertThatThrownBy(() -> Document.parse("---\nx: " + "y".repeat(70_000) + "\n---\n"))
        .hasMessageContaining("64 KiB");
  }

  @Test
  void bareTextsThatAgentClisTakeAreTakenWithANote() throws Exception {
    Document document =
        Document.parse(
            "---\nname: a\ndescription: Use when: it's needed\nargument-hint: [a] [b]\n---\nbody");
    assertThat(document.front().text("description")).contains("Use when: it's needed");
    assertThat(document.front().text("argument-hint")).contains("[a] [b]");
    assertThat(document.notes())
        .extracting(Document.Note::line, Document.Note::message)
        .containsExactly(
            tuple(3, "the value of 'description' is taken as text; quote it"),
            tuple(4, "the value of 'argument-hint' is taken as text; quote it"));
  }

  @Test
  void filesThatAreNoTextAreRefused() throws IOException {
    Path broken = Files.write(temp.resolve("broken"), new byte[] {'a', '\n', (byte) 0xff, 'b'});
    assertThatThrownBy(() -> TextFile.read(broken)).hasMessageContaining("line 2: is not UTF-8");
    Path large = Files.write(temp.resolve("large"), new byte[TextFile.MAX_BYTES + 1]);
    assertThatThrownBy(() -> TextFile.read(large)).hasMessageContaining("larger than 1 MiB");
    assertThatThrownBy(() -> TextFile.read(temp)).hasMessageContaining("not a regular file");
    assertThatThrownBy(() -> TextFile.read(temp.resolve("none"))).hasMessageContaining("no such");
    Path good = Files.write(temp.resolve("good"), "é€😀".getBytes(StandardCharsets.UTF_8));
    assertThat(readOf(good)).isEqualTo("é€😀");
  }

  private static String readOf(Path file) {
    try {
      return TextFile.read(file);
    } catch (UnreadableDocument e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void valuesOfAnotherTypeAreRefusedByName() throws Exception {
    Fields fields = Document.parse("---\na: [1]\nb: yes please\nc: {d: 1}\n---\n").front();
    assertThatThrownBy(() -> fields.text("a")).hasMessage("'a' has to be a text, but is a list");
    assertThatThrownBy(() -> fields.flag("b", false))
        .hasMessage("'b' has to be true or false, but is a text");
    assertThatThrownBy(() -> fields.list("c")).hasMessage("'c' has to be a list, but is a table");
    assertThatThrownBy(() -> fields.table("b")).hasMessage("'b' has to be a table, but is a text");
  }

  @Test
  void wordsAreDividedOutsideOfBrackets() throws Exception {
    assertThat(Fields.split("Read, Bash(git log:*, x y),Grep  Glob,"))
        .containsExactly("Read", "Bash(git log:*, x y)", "Grep", "Glob");
    Fields fields =
        Document.parse("---\na: [Read, \"Bash(a, b)\"]\nb:\n  - x\n  - 1\n---\n").front();
    assertThat(fields.words("a")).containsExactly("Read", "Bash(a, b)");
    assertThat(fields.words("b")).containsExactly("x", "1");
    assertThat(fields.words("none")).isEmpty();
  }
}
