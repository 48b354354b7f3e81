package dev.agentpool.provider.rpc;

import dev.agentpool.process.ProcessException;
import dev.agentpool.protocol.jsonrpc.RpcFailure;
import dev.agentpool.protocol.jsonrpc.RpcPeer;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.task.AgentReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Answers what an agent asks: each question once, on a virtual thread of its own, so that no line
 * waits for an answer. Thread-safe.
 */
final class RpcQuestions {
  private static final Logger LOG = LoggerFactory.getLogger(RpcQuestions.class);
  private final ToolDesk desk;
  private final AccessJudge judge;
  private final RpcPeer peer;
  private final Path folder;
  private final Answered answered;
  private final Map<JsonNode, Open> open = new ConcurrentHashMap<>();
  private final PastQuestions<Open> past = new PastQuestions<>();
  private final Deliveries deliveries = new Deliveries(this::delivered);

  /** A question that waits for its answer, and the turn that it is of. */
  private record Open(Wanted.Waiting wanted, RpcTurn turn) {}

  RpcQuestions(ToolDesk desk, AccessJudge judge, RpcPeer peer, Path folder) {
    this.desk = desk;
    this.judge = judge;
    this.peer = peer;
    this.folder = folder;
    this.answered = new Answered(folder);
  }

  /** Whether the agent waits for an answer: its silence is then ours. */
  boolean isOpen() {
    return !open.isEmpty();
  }

  /**
   * From now on lines of the past are read again: what is asked there is answered after {@link
   * #replayed}, unless a later line shows that it was.
   */
  void waitForReplay() {
    past.begin();
  }

  void replayed() {
    past.end().forEach(this::ask);
  }

  /**
   * @param turn the one under way; empty when there is none, and the question comes too late
   */
  void asked(JsonNode id, String method, Wanted wanted, Optional<RpcTurn> turn) {
    if (!answered.take(id)) {
      if (wanted instanceof Wanted.Waiting before && turn.isPresent()) {
        deliveries.expect(id, before.use()); // the daemon before answered: what follows shows it
      }
      return;
    }
    switch (wanted) {
      case Wanted.NotOffered _ ->
          soon(
              id,
              () -> {
                peer.refuse(id, RpcFailure.METHOD_NOT_FOUND, "not offered: " + method);
                answered.done(id);
              });
      case Wanted.Reply(JsonNode result) -> soon(id, () -> answer(id, result));
      case Wanted.Waiting late when turn.isEmpty() -> soon(id, () -> answer(id, late.cancelled()));
      case Wanted.Waiting waiting -> {
        Open question = new Open(waiting, turn.get());
        if (past.takes(id, question)) {
          deliveries.expect(id, waiting.use());
        } else {
          ask(id, question);
        }
      }
    }
  }

  private void ask(JsonNode id, Open question) {
    open.put(id, question);
    soon(id, () -> decide(id, question));
  }

  private void soon(JsonNode id, Runnable answer) {
    Thread.ofVirtual()
        .name("question-" + id)
        .start(() -> {
          try {
            answer.run();
          } catch (ProcessException gone) {
            LOG.debug("the agent is gone before its question was answered: {}", gone.getMessage());
          } catch (RuntimeException broken) {
            LOG.error("a question of the agent could not be answered", broken);
            refuse(id, broken);
          } finally {
            open.remove(id);
          }
        });
  }

  private void refuse(JsonNode id, RuntimeException broken) {
    try {
      peer.refuse(id, RpcFailure.INTERNAL, "agentpool could not answer: " + broken.getMessage());
    } catch (ProcessException gone) {
      LOG.debug("the agent is gone: {}", gone.getMessage());
    }
  }

  /** The same for every daemon, and no other process's. */
  private String name(JsonNode id) {
    return folder.getFileName() + "/" + id.asString();
  }

  private void decide(JsonNode id, Open question) {
    switch (question.wanted()) {
      case Wanted.Permission permission -> decide(id, permission, question.turn());
      case Wanted.Words words -> say(id, words);
    }
  }

  private void decide(JsonNode id, Wanted.Permission wanted, RpcTurn turn) {
    Optional<ToolDesk.Permission> decided =
        objection(wanted).or(() -> judge.judge(wanted)).or(() -> ofDesk(id, wanted));
    if (open.remove(id) == null || decided.isEmpty()) {
      return; // taken back meanwhile, or the agent has its answer
    }
    deliveries.expect(id, wanted.use());
    switch (decided.get()) {
      case ToolDesk.Permission.Allow allow -> {
        JsonNode answer = wanted.answers().allowed(allow.input());
        if (answer != null) {
          turn.uses(wanted);
          answer(id, answer);
        } else {
          deny(
              id,
              wanted,
              turn,
              new ToolDesk.Permission.Deny(
                  "this agent takes no changed input, so it was not allowed", false));
        }
      }
      case ToolDesk.Permission.Deny deny -> {
        deny(id, wanted, turn, deny);
        if (deny.interrupt()) {
          turn.interrupt();
        }
      }
    }
  }

  /** Its questions one after the other, since people read them so. */
  private void say(JsonNode id, Wanted.Words words) {
    Map<String, String> said = new LinkedHashMap<>();
    boolean nobody = !desk.answers();
    for (Wanted.Question question : nobody ? List.<Wanted.Question>of() : words.questions()) {
      String named = name(id) + (said.isEmpty() ? "" : "#" + said.size());
      switch (desk.say(named, question.text(), question.options())) {
        case ToolDesk.Words.Said(String text) -> said.put(question.id(), text);
        case ToolDesk.Words.Nobody() -> nobody = true;
        case ToolDesk.Words.Known() -> {
          open.remove(id);
          return; // the agent has its answer
        }
      }
      if (nobody) {
        break;
      }
    }
    if (open.remove(id) != null) {
      deliveries.expect(id, words.use());
      answer(id, nobody ? words.nobody() : words.written().apply(said));
    }
  }

  private Optional<ToolDesk.Permission> objection(Wanted.Permission wanted) {
    if (wanted.doing() != Wanted.Doing.EDITS || !desk.watchesWrites()) {
      return Optional.empty();
    }
    return desk.objection(wanted.tool(), wanted.places().stream().map(Path::toString).toList())
        .map(why -> new ToolDesk.Permission.Deny(why, false));
  }

  private Optional<ToolDesk.Permission> ofDesk(JsonNode id, Wanted.Permission wanted) {
    return desk.answers() || desk.owns(wanted.tool())
        ? desk.decide(new ToolDesk.Ask(name(id), wanted.tool(), wanted.input()))
        : Optional.of(
            new ToolDesk.Permission.Deny(
                "nobody is there to allow " + wanted.tool() + ", " + judge.advice(wanted), false));
  }

  private void deny(
      JsonNode id, Wanted.Permission wanted, RpcTurn turn, ToolDesk.Permission.Deny deny) {
    String advice = deny.advice(judge.advice(wanted));
    turn.denied(new AgentReport.Denial(wanted.tool(), wanted.summary(), advice), deny.why());
    answer(id, wanted.answers().denied(deny.why()));
  }

  /**
   * Written first and noted then: an answer that comes twice does nothing, one that is lost all.
   */
  private void answer(JsonNode id, JsonNode result) {
    peer.answer(id, result);
    answered.done(id);
  }

  /** What a message means may show that answers have arrived. */
  void heard(Reading reading) {
    deliveries.heard(reading);
  }

  private void delivered(JsonNode id) {
    past.forget(id);
    Thread.ofVirtual().name("delivered-" + id).start(() -> desk.delivered(name(id)));
  }

  /** The turn is being ended: whoever still waits for an answer gets that one. */
  void cancel() {
    open.forEach((id, question) -> {
      if (open.remove(id) != null) {
        Thread.ofVirtual().name("withdrawn-" + id).start(() -> desk.withdrawn(name(id)));
        try {
          answer(id, question.wanted().cancelled());
        } catch (ProcessException gone) {
          LOG.debug("the agent is gone: {}", gone.getMessage());
        }
      }
    });
  }
}
