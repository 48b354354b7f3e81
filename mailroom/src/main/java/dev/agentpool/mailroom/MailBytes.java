package dev.agentpool.mailroom;

import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailFile;
import dev.agentpool.mail.UnreadableMail;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * Reads what may be a mail, and tells what is no mail from what cannot be read now: a machine
 * without a free descriptor makes no dead letters.
 */
final class MailBytes {
  private MailBytes() {}

  /** What came of it. */
  sealed interface Read {
    record Whole(Mail mail) implements Read {}

    record NoMail(String why) implements Read {}

    record NotNow(String why) implements Read {}

    record Gone() implements Read {}
  }

  static Read read(Path file) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          return new Read.Gone();
        }
        return new Read.NoMail(
            Files.isSymbolicLink(file)
                ? "it is a link to "
                    + Files.readSymbolicLink(file)
                    + ", and links are not followed: copy the file itself"
                : "it is no file");
      }
      FileTime before = Files.getLastModifiedTime(file);
      byte[] bytes = bytes(file);
      if (!before.equals(Files.getLastModifiedTime(file))) {
        return new Read.NotNow("somebody still writes it");
      }
      return new Read.Whole(MailFile.parse(bytes));
    } catch (UnreadableMail no) {
      return new Read.NoMail(no.problem());
    } catch (NoSuchFileException gone) {
      return new Read.Gone();
    } catch (IOException e) {
      return new Read.NotNow(e.toString());
    }
  }

  private static byte[] bytes(Path file) throws IOException, UnreadableMail {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(MailFile.MAX_BYTES + 1);
      if (bytes.length > MailFile.MAX_BYTES) {
        throw new UnreadableMail("reading mail file: larger than 32 MiB");
      }
      return bytes;
    }
  }
}
