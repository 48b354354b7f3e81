package dev.agentpool.provider.cli;

import dev.agentpool.session.Detection;
import dev.agentpool.session.SessionSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Runs {@code --version} of a CLI, which neither asks a model nor needs an account. */
final class VersionProbe {
  private VersionProbe() {}

  static Detection probe(Path program, SessionSpec spec, Duration atMost) {
    Path out = null;
    try {
      out = Files.createTempFile("agentpool-version", ".txt");
      ProcessBuilder builder = new ProcessBuilder(CliProcesses.versionArguments(program));
      builder.environment().clear();
      builder.environment().putAll(spec.environment());
      builder
          .redirectInput(new java.io.File("/dev/null"))
          .redirectErrorStream(true)
          .redirectOutput(out.toFile());
      Process process = builder.start();
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return unusable(program, "does not answer --version within " + atMost.toSeconds() + " s");
      }
      String said = Files.readString(out, StandardCharsets.ISO_8859_1).strip();
      return process.exitValue() == 0 && !said.isEmpty()
          ? new Detection(true, said.lines().findFirst().orElse(""), program.toString(), "")
          : unusable(
              program, "answers --version with exit code " + process.exitValue() + ": " + said);
    } catch (IOException e) {
      return unusable(program, "cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unusable(program, "was interrupted");
    } finally {
      delete(out);
    }
  }

  private static Detection unusable(Path program, String why) {
    return new Detection(
        false, null, program.toString(), program + " " + why + ": install the agent CLI anew");
  }

  private static void delete(@org.jspecify.annotations.Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      // a file of some bytes in the temporary folder
    }
  }
}
