package dev.agentpool.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command once, only to see whether it works here. */
final class Trial {
  private static final int SAID = 200;

  private Trial() {}

  /** Empty when it worked, else what it said. */
  static String of(List<String> line) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(Redirect.DISCARD);
      builder.environment().clear();
      Process tried = builder.start();
      if (!tried.waitFor(5, TimeUnit.SECONDS)) {
        tried.destroyForcibly();
        return "no answer within 5 s";
      }
      if (tried.exitValue() == 0) {
        return "";
      }
      byte[] said = tried.getErrorStream().readNBytes(SAID);
      String text = new String(said, StandardCharsets.UTF_8).strip().replace('\n', ' ');
      return text.isEmpty() ? "exit code " + tried.exitValue() : text;
    } catch (IOException unavailable) {
      return String.valueOf(unavailable.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
