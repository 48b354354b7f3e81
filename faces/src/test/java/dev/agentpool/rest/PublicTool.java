package dev.agentpool.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A script of the project that runs a public tool from npm. */
public final class PublicTool {
  private PublicTool() {}

  /**
   * @param output what it said, on both streams
   */
  public record Result(int exit, String output) {}

  /**
   * @param script below {@code scripts}
   * @param folder where it runs
   */
  public static Result run(String script, Path folder, String... arguments) throws Exception {
    Path program = Path.of("scripts", script).toAbsolutePath();
    if (!Files.exists(program)) { // Maven runs the tests in the module's folder
      program = Path.of("../scripts", script).toRealPath();
    }
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    File output = Files.createTempFile(folder, "output", "").toFile();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    String said = Files.readString(output.toPath(), StandardCharsets.UTF_8);
    assertThat(ended).as(said).isTrue();
    return new Result(process.exitValue(), said);
  }
}
