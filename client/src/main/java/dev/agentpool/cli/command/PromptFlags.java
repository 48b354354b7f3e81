package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where the prompt comes from: an argument, a file, or standard input. */
public final class PromptFlags {
  @Parameters(
      paramLabel = "PROMPT",
      arity = "0..*",
      description = "The prompt; - reads standard input.")
  List<String> words = new ArrayList<>();

  @Option(
      names = "--prompt-file",
      paramLabel = "FILE",
      description = "Read the prompt from a file (- is standard input).")
  @Nullable String file;

  public String prompt(Surroundings here) {
    return read(here, words, file);
  }

  /**
   * @param words at most one, which is the prompt
   * @param file null for none
   */
  public static String read(Surroundings here, List<String> words, @Nullable String file) {
    if (words.size() > 1) {
      throw CliException.usage(
          "one prompt was expected, not " + words.size() + " arguments: put it in quotes");
    }
    if (file != null && !words.isEmpty()) {
      throw CliException.usage("the prompt is given twice: as an argument and by --prompt-file");
    }
    String prompt = text(here, words, file);
    if (prompt.isBlank()) {
      throw CliException.usage("the prompt is empty");
    }
    return prompt;
  }

  private static String text(Surroundings here, List<String> words, @Nullable String file) {
    if (file != null) {
      return Inputs.file(here, file);
    }
    if (words.isEmpty() && here.terminal().inIsTerminal()) {
      throw CliException.usage(
          "a prompt is missing: give it as an argument, by --prompt-file, or by a pipe");
    }
    return words.isEmpty() || words.get(0).equals("-") ? Inputs.standardInput(here) : words.get(0);
  }
}
