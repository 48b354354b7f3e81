package dev.agentpool.bench;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What the daemon takes while nothing happens. */
final class IdleDaemon implements Scenario {
  private static final int SESSIONS = 200;
  private static final int SECONDS = 20;

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String about() {
    return "Memory and CPU of the daemon over "
        + SECONDS
        + " s without work, with 0 and "
        + SESSIONS
        + " resident sessions, beside a JVM of the same flags that does nothing.";
  }

  @Override
  public void run(Lab lab) throws Exception {
    lab.report()
        .head(List.of("what", "RSS", "PSS", "peak RSS", "CPU of one core", "threads", "target"));
    baseline(lab);
    String toml =
        "slots = " + SESSIONS + "\n[settings]\nprovider = \"scripted\"\nidle_timeout = \"1h\"\n";
    try (MeasuredDaemon daemon = new MeasuredDaemon(lab, toml)) {
      daemon.start();
      daemon.pool();
      row(lab, "daemon, 0 sessions", daemon.pid(), 100);
      daemon.awaitCompleted(
          daemon.submitAll(Collections.nCopies(SESSIONS, "@@delay 15000@@ @@say ok@@")));
      daemon.awaitIdle();
      int resident = daemon.sessionFolders().size();
      row(lab, "daemon, " + resident + " resident sessions", daemon.pid(), 200);
      if (resident < SESSIONS) {
        throw new IOException("only " + resident + " sessions stayed");
      }
    }
  }

  private static void baseline(Lab lab) throws Exception {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms12m",
                "-XX:NewSize=2m",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Sleeper.class.getName())
            .start();
    try {
      process.getInputStream().read();
      row(lab, "baseline: a JVM that sleeps", process.pid(), 0);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void row(Lab lab, String what, long pid, int targetMebibytes) throws Exception {
    TimeUnit.SECONDS.sleep(3); // what the last work left to do is done by then
    ProcessFigures before = ProcessFigures.of(pid);
    TimeUnit.SECONDS.sleep(SECONDS);
    ProcessFigures after = ProcessFigures.of(pid);
    double core = (after.cpuSeconds() - before.cpuSeconds()) / SECONDS;
    boolean met = after.rssKiB() <= targetMebibytes * 1024L && core < 0.005;
    lab.report()
        .row(
            List.of(
                what,
                ProcessFigures.mebibytes(after.rssKiB()),
                ProcessFigures.mebibytes(after.pssKiB()),
                ProcessFigures.mebibytes(after.peakKiB()),
                String.format(Locale.ROOT, "%.2f %%", core * 100),
                Integer.toString(after.threads()),
                targetMebibytes == 0
                    ? ""
                    : Report.verdict(met, "≤ " + targetMebibytes + " MiB, < 0.5 %")));
  }

  /** A JVM that does nothing. */
  static final class Sleeper {
    private Sleeper() {}

    public static void main(String[] arguments) throws InterruptedException {
      System.out.println("up");
      TimeUnit.HOURS.sleep(1);
    }
  }
}
