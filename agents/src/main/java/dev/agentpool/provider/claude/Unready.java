package dev.agentpool.provider.claude;

import dev.agentpool.process.Child;
import dev.agentpool.process.Exit;
import dev.agentpool.provider.turn.AgentProcess;
import dev.agentpool.session.ProviderException;
import dev.agentpool.task.OutcomeCode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says why a process that was started never became ready. */
final class Unready {
  /**
   * What it says when it does not like what this task asks of it; one that is told to go on with a
   * conversation and ends at once does not like that, whatever it says. An option that it does not
   * know at all is another matter: then it is too old for every task.
   */
  private static final Pattern REFUSES =
      Pattern.compile(
          "(?i)json-schema is not|invalid mcp configuration|argument '.*' is invalid|root/sudo"
              + "|no conversation found");

  private Unready() {}

  /**
   * @param resume the conversation that it was to go on with; null for a new one
   * @param rubbish the first line that was none of its protocol; null when there was none
   */
  static ProviderException because(
      Child child, @Nullable String resume, @Nullable String rubbish, Duration patience) {
    Optional<Exit> exit = child.exit();
    String stderr = child.errorTail(2_000).strip();
    if (stderr.contains("Not logged in") || stderr.contains("Please run /login")) {
      return new ProviderException(OutcomeCode.AUTH_FAILED, stderr, null);
    }
    String said =
        (rubbish == null ? "" : "; it printed: " + rubbish)
            + (stderr.isEmpty() ? "" : "; it said: " + stderr);
    String what =
        exit.isPresent()
            ? "ended at once (" + AgentProcess.shown(exit.get()) + ")"
            : "did not answer for " + patience.toSeconds() + " s";
    String message = "the agent CLI " + what + said + advice(stderr, rubbish);
    boolean refuses = resume != null || REFUSES.matcher(stderr).find();
    return rubbish == null && exit.isPresent() && refuses
        ? new ProviderException(OutcomeCode.LAUNCH_REFUSED, message, null)
        : new ProviderException(OutcomeCode.PROVIDER_UNUSABLE, message, null);
  }

  private static String advice(String stderr, @Nullable String rubbish) {
    if (stderr.contains("root/sudo")) {
      return ". Run agentpool as another user, or choose another permission_mode than"
          + " bypassPermissions";
    }
    if (stderr.contains("No conversation found")) {
      return "";
    }
    return rubbish == null
        ? ". Try the same command by hand: agentpool doctor"
        : ". This does not speak stream-json: is the right CLI first on the PATH? See agentpool"
            + " doctor";
  }
}
