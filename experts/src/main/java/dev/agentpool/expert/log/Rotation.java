package dev.agentpool.expert.log;

import dev.agentpool.paper.DurableFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts logs into an archive of their own: first the archive is whole and has its name, then the
 * logs go. A name that another archive has is never taken.
 */
final class Rotation {
  static final String ENDING = ".tar.gz";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private final Path logs;
  private final Instant now;

  Rotation(Path logs, Instant now) {
    this.logs = logs;
    this.now = now;
  }

  /** How many logs it were; what was said beside them goes along and is not counted. */
  int archive(List<Path> old) throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path log : old) {
      all.add(log);
      Path stderr = logs.resolve(ExpertLogs.withoutEnding(log) + ExpertLogs.STDERR);
      if (Files.isRegularFile(stderr)) {
        all.add(stderr);
      }
    }
    Path fresh = Files.createTempFile(logs, DurableFile.TEMPORARY, "");
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE);
          OutputStream out = Channels.newOutputStream(channel)) {
        TarGz.write(all, out);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
        channel.force(true);
      }
      name(fresh);
    } finally {
      Files.deleteIfExists(fresh);
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
    return old.size();
  }

  private void name(Path fresh) throws IOException {
    String stamp = ExpertLogs.ARCHIVE + STAMP.format(now);
    for (int n = 1; ; n++) {
      try {
        Files.createLink(logs.resolve(stamp + (n == 1 ? "" : "-" + n) + ENDING), fresh);
        return;
      } catch (FileAlreadyExistsException taken) {
        continue; // another archive of this second
      }
    }
  }
}
