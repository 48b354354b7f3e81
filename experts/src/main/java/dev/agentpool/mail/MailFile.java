package dev.agentpool.mail;

import dev.agentpool.paper.DurableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;

/** Mails as files: read from any folder, posted into a pool's. */
public final class MailFile {
  /** A file that is larger is no mail. */
  public static final int MAX_BYTES = 32 << 20;

  private static final String ENDING = ".md";

  private MailFile() {}

  /** Whether a file of this name may be a mail, and not one that is still being written. */
  public static boolean isNamedLikeMail(String fileName) {
    return fileName.endsWith(ENDING)
        && !fileName.startsWith(".routing-")
        && !fileName.startsWith(DurableFile.TEMPORARY);
  }

  /** A link is not followed: a mail is what lies there. */
  public static Mail read(Path file) throws UnreadableMail {
    return parse(bytes(file));
  }

  /** What a file holds, for whoever read it on their own. */
  public static Mail parse(byte[] bytes) throws UnreadableMail {
    return MailText.parse(text(bytes));
  }

  private static byte[] bytes(Path file) throws UnreadableMail {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new UnreadableMail(
            "reading mail file: "
                + file
                + (Files.exists(file) ? ": not a file" : ": no such file"));
      }
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
          throw new UnreadableMail("reading mail file: " + file + ": larger than 32 MiB");
        }
        return bytes;
      }
    } catch (IOException e) {
      throw new UnreadableMail("reading mail file: " + e);
    }
  }

  /** A body may hold what is not UTF-8; a header may not. */
  private static String text(byte[] bytes) throws UnreadableMail {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      String lenient = new String(bytes, StandardCharsets.UTF_8);
      int close = lenient.indexOf("\n---");
      if (lenient.indexOf('\uFFFD') < close || close < 0) {
        throw new UnreadableMail("parsing YAML frontmatter: the header is not UTF-8");
      }
      return lenient;
    }
  }

  /**
   * Puts a mail into a pool's post office, whole or not at all; one of the same id is replaced.
   *
   * @param postoffice made when it is not there
   */
  public static Path post(Path postoffice, Mail mail, Instant now) throws IOException {
    String text = MailText.compose(mail, now);
    try {
      Files.createDirectories(postoffice);
    } catch (IOException e) {
      throw new IOException("creating postoffice dir: " + e.getMessage(), e);
    }
    Path file = postoffice.resolve(mail.id().fileName());
    try {
      DurableFile.write(file, text);
    } catch (IOException e) {
      throw new IOException("writing to postoffice: " + e.getMessage(), e);
    }
    return file;
  }
}
