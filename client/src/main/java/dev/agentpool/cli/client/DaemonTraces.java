package dev.agentpool.cli.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What a home tells of its daemon when that does not answer, or is gone. Only looks. */
public final class DaemonTraces {
  private static final Path LOCKS = Path.of("/proc/locks");
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private final DaemonHome home;

  public DaemonTraces(DaemonHome home) {
    this.home = home;
  }

  /**
   * The process that holds the home's lock: a daemon that serves, starts or ends. It is found among
   * the kernel's locks and not by trying to take it, which would keep a starting daemon away.
   */
  public OptionalLong lockHolder() {
    try {
      String file = ":" + Files.getAttribute(home.lock(), "unix:ino");
      for (String line : Files.readAllLines(LOCKS, StandardCharsets.US_ASCII)) {
        String[] fields = line.strip().split("\\s+");
        if (fields.length > 5 && fields[1].equals("POSIX") && fields[5].endsWith(file)) {
          long pid = Long.parseLong(fields[4]);
          return OptionalLong.of(pid > 0 ? pid : noted());
        }
      }
    } catch (IOException | UnsupportedOperationException | NumberFormatException noLock) {
      // then nobody holds it, as far as can be seen
    }
    return OptionalLong.empty();
  }

  private long noted() throws IOException {
    return Long.parseLong(Files.readString(home.lock()).strip());
  }

  /**
   * The processes that hold the sessions of agents, whoever started them; by pid, start and boot.
   */
  public List<Long> livingSessions() {
    List<Long> living = new ArrayList<>();
    try (DirectoryStream<Path> sessions = Files.newDirectoryStream(home.sessions())) {
      String boot = Files.readString(BOOT, StandardCharsets.US_ASCII).strip();
      for (Path session : sessions) {
        OptionalLong pid = holder(session.resolve("pid"), boot);
        if (pid.isPresent()) {
          living.add(pid.getAsLong());
        }
      }
    } catch (IOException noSessions) {
      // there never was one
    }
    living.sort(null);
    return living;
  }

  private static OptionalLong holder(Path identity, String boot) {
    try {
      String[] fields = Files.readString(identity, StandardCharsets.US_ASCII).strip().split(" ");
      boolean same =
          fields.length == 3 && fields[2].equals(boot) && fields[1].equals(startTicks(fields[0]));
      return same ? OptionalLong.of(Long.parseLong(fields[0])) : OptionalLong.empty();
    } catch (IOException | NumberFormatException gone) {
      return OptionalLong.empty();
    }
  }

  /** The 22nd field of the process's stat; the second may hold spaces and parentheses. */
  private static String startTicks(String pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", pid, "stat"), StandardCharsets.ISO_8859_1);
    String[] after = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    boolean zombie = after[0].equals("Z") || after[0].equals("X");
    return zombie || after.length < 20 ? "" : after[19];
  }
}
