package dev.agentpool.oldprogram;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program {@code agentpool} of the same image, by which its daemon is started and asked. */
interface Agentpool {
  /** Runs a command to its end; answers what it wrote to standard error when it failed. */
  Answer run(Path project, List<String> words) throws IOException;

  /**
   * How a command ended.
   *
   * @param said on standard error
   */
  record Answer(int code, String said) {}

  /** The launcher of an image. */
  static Agentpool of(Path launcher) {
    return (project, words) -> {
      List<String> line = new ArrayList<>(List.of(launcher.toString()));
      line.addAll(words);
      line.addAll(List.of("-C", project.toString()));
      Process process =
          new ProcessBuilder(line)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), said.strip());
      } catch (InterruptedException e) {
        process.destroy();
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    };
  }
}
