package dev.agentpool.provider.acp;

import dev.agentpool.protocol.Json;
import dev.agentpool.protocol.jsonrpc.RpcFailure;
import dev.agentpool.protocol.jsonrpc.RpcPeer;
import dev.agentpool.provider.rpc.Conversation;
import dev.agentpool.provider.words.ApiWords;
import dev.agentpool.session.ProviderException;
import dev.agentpool.task.OutcomeCode;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Begins conversations of one process, each in the mode and with the model that it is to have. */
final class AcpConversations {
  private static final int AUTH_REQUIRED = -32000;
  private final AcpTerms terms;
  private final RpcPeer peer;
  private final long deadline;

  /**
   * @param deadline by {@link System#nanoTime}
   */
  AcpConversations(AcpTerms terms, RpcPeer peer, long deadline) {
    this.terms = terms;
    this.peer = peer;
    this.deadline = deadline;
  }

  private JsonNode ask(String method, ObjectNode params)
      throws InterruptedException, TimeoutException {
    return peer.ask(method, params, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
  }

  Conversation fresh() throws InterruptedException, TimeoutException {
    JsonNode opened;
    try {
      opened = ask("session/new", terms.opening());
    } catch (RpcFailure failure) {
      throw failure.code() == AUTH_REQUIRED
          ? new ProviderException(
              OutcomeCode.AUTH_FAILED, ApiWords.loggedOut(failure.said()).message(), failure)
          : failure;
    }
    String id = Json.text(opened, "sessionId", "");
    if (id.isEmpty()) {
      throw new RpcFailure(RpcFailure.INTERNAL, "it began a conversation without an id");
    }
    return arranged(id, opened);
  }

  /**
   * @param able what the agent says that it can do
   */
  Conversation goneOnWith(String id, JsonNode able) throws InterruptedException, TimeoutException {
    ObjectNode params = terms.opening().put("sessionId", id);
    boolean resumes = able.path("sessionCapabilities").path("resume").isObject();
    if (!resumes && !able.path("loadSession").asBoolean(false)) {
      throw new ProviderException(
          OutcomeCode.LAUNCH_REFUSED,
          "this agent CLI cannot go on with a conversation of another process (" + id + ")",
          null);
    }
    try {
      JsonNode opened = ask(resumes ? "session/resume" : "session/load", params);
      if (!resumes) {
        hearThePast();
      }
      return arranged(id, opened).withPast();
    } catch (RpcFailure failure) {
      throw new ProviderException(
          OutcomeCode.LAUNCH_REFUSED,
          "the agent CLI does not go on with the conversation " + id + ": " + failure.said(),
          failure);
    }
  }

  /**
   * What was said before is told again with a load, by some agents after its answer: a further
   * question, whatever its answer, is answered behind it.
   */
  private void hearThePast() throws InterruptedException, TimeoutException {
    try {
      ask("session/list", Json.object().put("cwd", terms.directory()));
    } catch (RpcFailure notThere) {
      // that is an answer
    }
  }

  private Conversation arranged(String id, JsonNode opened)
      throws InterruptedException, TimeoutException {
    String mode = terms.mode();
    if (mode != null && !Json.text(opened.path("modes"), "currentModeId", "").equals(mode)) {
      set("session/set_mode", "modeId", id, mode, "the mode that holds the task's access");
    }
    String model = terms.model();
    AcpModels models = AcpModels.of(opened);
    if (model == null || model.equals(models.current())) {
      return new Conversation(id, models.current());
    }
    choose(id, model, models);
    return new Conversation(id, model);
  }

  private void set(String method, String member, String id, String value, String what)
      throws InterruptedException, TimeoutException {
    try {
      ask(method, Json.object().put("sessionId", id).put(member, value));
    } catch (RpcFailure failure) {
      throw new ProviderException(
          OutcomeCode.PROVIDER_UNUSABLE,
          "the agent CLI does not take " + what + " (" + value + "): " + failure.said(),
          failure);
    }
  }

  private void choose(String id, String model, AcpModels models)
      throws InterruptedException, TimeoutException {
    ObjectNode params = Json.object().put("sessionId", id);
    try {
      if (models.option() == null) {
        ask("session/set_model", params.put("modelId", model));
      } else {
        ask(
            "session/set_config_option",
            params.put("configId", models.option()).put("value", model));
      }
    } catch (RpcFailure failure) {
      throw new ProviderException(
          OutcomeCode.MODEL_UNKNOWN,
          "the agent CLI does not take the model "
              + model
              + ": "
              + failure.said()
              + (models.known().isEmpty()
                  ? ""
                  : "; models that it knows: " + String.join(", ", models.known())),
          failure);
    }
  }
}
