package dev.agentpool.provider.rpc;

import dev.agentpool.process.Child;
import dev.agentpool.protocol.jsonrpc.RpcFailure;
import dev.agentpool.provider.turn.AgentProcess;
import dev.agentpool.provider.words.ApiWords;
import dev.agentpool.session.ProviderException;
import dev.agentpool.task.OutcomeCode;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says why a process that was started never became ready. */
final class NotReady {
  private NotReady() {}

  /**
   * @param failure what it answered; null when it answered nothing
   * @param rubbish the first line that was no message of its protocol; null when there was none
   */
  static ProviderException because(
      Child child,
      String protocol,
      @Nullable RpcFailure failure,
      @Nullable String rubbish,
      Duration patience) {
    String stderr = child.errorTail(2_000).strip();
    if (failure != null && failure.code() != RpcFailure.GONE) {
      String said = "the agent CLI refuses to begin: " + failure.said();
      return ApiWords.isLoggedOut(failure.said())
          ? new ProviderException(
              OutcomeCode.AUTH_FAILED, ApiWords.loggedOut(said).message(), failure)
          : unusable(said + also(stderr), failure);
    }
    String what =
        child.exit().isPresent()
            ? "ended at once (" + AgentProcess.shown(child.exit().get()) + ")"
            : "did not answer for " + patience.toSeconds() + " s";
    if (stderr.toLowerCase(Locale.ROOT).contains("not logged in")) {
      return new ProviderException(
          OutcomeCode.AUTH_FAILED, ApiWords.loggedOut(stderr).message(), null);
    }
    String printed = rubbish == null ? "" : "; it printed: " + rubbish;
    return unusable(
        "the agent CLI " + what + printed + also(stderr) + advice(protocol, rubbish), null);
  }

  private static String also(String stderr) {
    return stderr.isEmpty() ? "" : "; it said: " + stderr;
  }

  private static String advice(String protocol, @Nullable String rubbish) {
    return rubbish == null
        ? ". Try the same command by hand: agentpool doctor"
        : ". This does not speak "
            + protocol
            + ": is it the right command, with the right arguments?";
  }

  private static ProviderException unusable(String message, @Nullable Throwable cause) {
    return new ProviderException(OutcomeCode.PROVIDER_UNUSABLE, message, cause);
  }
}
