package dev.agentpool.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailFileTest {
  private static final Mail MAIL =
      Mail.of(new MailId("t-1"), "cli", "auth", MailType.TASK, "Do it");
  @TempDir Path folder;

  @Test
  void aPostedMailLiesInThePostOfficeUnderItsId() throws Exception {
    Path office = folder.resolve("postoffice");
    Path file = MailFile.post(office, MAIL, Instant.EPOCH);
    assertThat(file).isEqualTo(office.resolve("t-1.md"));
    assertThat(MailFile.read(file)).isEqualTo(MAIL.withTimestamp(Instant.EPOCH));
    assertThat(office.toFile().list()).containsExactly("t-1.md");
  }

  @Test
  void oneOfTheSameIdIsReplaced() throws Exception {
    MailFile.post(folder, MAIL, Instant.EPOCH);
    Path file = MailFile.post(folder, MAIL.withPriority(Priority.LOW), Instant.EPOCH);
    assertThat(MailFile.read(file).priority()).isEqualTo(Priority.LOW);
  }

  @Test
  void whereNoPostOfficeCanBeItIsSaid() throws IOException {
    Path file = Files.createFile(folder.resolve("office"));
    assertThatThrownBy(() -> MailFile.post(file, MAIL, Instant.EPOCH))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("creating postoffice dir: ");
  }

  @Test
  void whatIsStillBeingWrittenIsNotNamedLikeMail() {
    assertThat(MailFile.isNamedLikeMail("a.md")).isTrue();
    assertThat(MailFile.isNamedLikeMail(".hidden.md")).isTrue();
    assertThat(MailFile.isNamedLikeMail(".routing-1.md")).isFalse();
    assertThat(MailFile.isNamedLikeMail(".atomic-1.md")).isFalse();
    assertThat(MailFile.isNamedLikeMail(".atomic-1")).isFalse();
    assertThat(MailFile.isNamedLikeMail("a.MD")).isFalse();
  }

  @Test
  void aLinkAFolderAndWhatIsMissingAreNoMail() throws Exception {
    Path file = MailFile.post(folder, MAIL, Instant.EPOCH);
    Path link = Files.createSymbolicLink(folder.resolve("link.md"), file);
    for (Path none : new Path[] {link, folder, folder.resolve("gone.md")}) {
      assertThatThrownBy(() -> MailFile.read(none))
          .isInstanceOf(UnreadableMail.class)
          .hasMessageStartingWith("reading mail file: ");
    }
  }

  @Test
  void aBodyMayHoldWhatIsNotUtf8ButAHeaderMayNot() throws Exception {
    Path body = folder.resolve("body.md");
    Files.write(body, bytes("---\nid: a\nfrom: b\nto: c\ntype: task\n---\n\nx\u00ffy\n"));
    assertThat(MailFile.read(body).body()).isEqualTo("x\uFFFDy");
    Path header = folder.resolve("header.md");
    Files.write(header, bytes("---\nid: a\u00ff\nfrom: b\nto: c\ntype: task\n---\n"));
    assertThatThrownBy(() -> MailFile.read(header)).hasMessageContaining("not UTF-8");
  }

  @Test
  void tenMegabytesAreAMailAndAHundredAreNot() throws Exception {
    Path file =
        MailFile.post(
            folder,
            Mail.of(new MailId("big"), "a", "b", MailType.TASK, "x".repeat(10 << 20)),
            Instant.EPOCH);
    assertThat(MailFile.read(file).body()).hasSize(10 << 20);
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(100L << 20);
    }
    assertThatThrownBy(() -> MailFile.read(file)).hasMessageContaining("larger than 32 MiB");
  }

  /** Letters as single bytes, so that one of them is no UTF-8. */
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
