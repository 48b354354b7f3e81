package dev.agentpool.provider.acp;

import dev.agentpool.provider.cli.Executable;
import dev.agentpool.provider.cli.KeptFolder;
import dev.agentpool.provider.cli.LogInTraces;
import dev.agentpool.session.Capabilities;
import dev.agentpool.settings.Access;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know of an agent CLI that speaks ACP.
 *
 * @param name as the setting {@code provider} names it
 * @param executable where its program is
 * @param script what is run in place of a launcher that would start itself again as a child, and by
 *     which words; null when the program is run as it is
 * @param arguments with which it speaks ACP
 * @param environment that is always set
 * @param access what it can be held to
 * @param model how it is told which model to use
 * @param usage what it says of tokens
 * @param renews whether another conversation in the same process knows nothing of the one before
 * @param resumes whether its conversations outlive its process
 * @param texts what it says that no model said
 * @param keeps folders that it writes what it keeps in
 * @param logIn what shows that it is logged in
 */
public record AcpCli(
    String name,
    Executable executable,
    @Nullable Script script,
    List<String> arguments,
    Map<String, String> environment,
    Map<Access, Held> access,
    Model model,
    Usage usage,
    boolean renews,
    boolean resumes,
    Texts texts,
    List<KeptFolder> keeps,
    LogInTraces logIn) {
  public AcpCli {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    access = Map.copyOf(access);
    keeps = List.copyOf(keeps);
  }

  /**
   * A file beside the program that an interpreter runs.
   *
   * @param interpreter and its flags; looked for on the PATH of agents
   */
  public record Script(List<String> interpreter, String file) {
    public Script {
      interpreter = List.copyOf(interpreter);
    }
  }

  /**
   * What holds it to an access.
   *
   * @param described for people
   * @param arguments that are added
   * @param environment that is set
   * @param mode of its own that each conversation is put into; null for the one it begins in
   * @param needsWalls whether only agentpool's walls hold it there
   */
  public record Held(
      String described,
      List<String> arguments,
      Map<String, String> environment,
      @Nullable String mode,
      boolean needsWalls) {
    public Held {
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }
  }

  /**
   * What it says itself, among what the model says.
   *
   * @param errors what an answer looks like that is an error of the model API, though the turn ends
   *     well
   * @param asides pieces that tell how it gets on
   */
  public record Texts(List<Pattern> errors, List<Pattern> asides) {
    public Texts {
      errors = List.copyOf(errors);
      asides = List.copyOf(asides);
    }
  }

  /** How it is told which model to use. */
  public sealed interface Model {
    /** By this option of its command line. */
    record Option(String flag) implements Model {}

    /** By this variable. */
    record Variable(String name) implements Model {}

    /** By a request, once a conversation is there. */
    record Request() implements Model {}
  }

  /**
   * What it says of tokens.
   *
   * @param cachedWithin whether what was read from a cache is among the input it tells of
   * @param always whether it tells of some for each turn that the model API answered to its end, so
   *     that one without was broken off
   */
  public record Usage(Counting counting, boolean cachedWithin, boolean always) {}

  /** What its figures are of. */
  public enum Counting {
    /** The answer to a prompt tells of the turn. */
    A_TURN,
    /** The answer to a prompt tells of the conversation so far. */
    THE_CONVERSATION,
    /** An update tells of each model request, and the answer of none. */
    EACH_REQUEST,
    /** The answer to a prompt tells of the turn's last model request only. */
    LAST_REQUEST,
    /** It says none. */
    NOTHING
  }

  Capabilities.Spending spending() {
    return switch (usage.counting()) {
      case A_TURN, THE_CONVERSATION, EACH_REQUEST -> Capabilities.Spending.TOKENS;
      case LAST_REQUEST, NOTHING -> Capabilities.Spending.NOTHING;
    };
  }
}
