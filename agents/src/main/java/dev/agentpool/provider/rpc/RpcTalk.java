package dev.agentpool.provider.rpc;

import dev.agentpool.process.Child;
import dev.agentpool.process.ProcessException;
import dev.agentpool.protocol.jsonrpc.RpcFailure;
import dev.agentpool.protocol.jsonrpc.RpcHandler;
import dev.agentpool.protocol.jsonrpc.RpcPeer;
import dev.agentpool.provider.turn.AgentLines;
import dev.agentpool.provider.turn.AgentProcess;
import dev.agentpool.provider.turn.CurrentTurn;
import dev.agentpool.provider.turn.TurnNote;
import dev.agentpool.task.AgentReport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is said between agentpool and one process: its messages find their meaning, their turn or
 * their question, and what ends a turn closes it. Messages come on the tail thread, which never
 * waits here.
 */
final class RpcTalk implements RpcHandler, AgentLines.Ear {
  private final Child child;
  private final AgentProcess process;
  private final Dialect dialect;
  private final AgentLines lines = new AgentLines(this);
  private final RpcPeer peer;
  private final RpcQuestions questions;
  private final CurrentTurn<RpcTurn> turn;
  private final HeldConversation conversation;

  RpcTalk(Child child, Dialect dialect, RpcSession.Terms terms) {
    this.child = child;
    this.process = new AgentProcess(child, terms.timings().control());
    this.dialect = dialect;
    this.turn = new CurrentTurn<>(child.folder());
    this.conversation = new HeldConversation(child.folder());
    this.peer = new RpcPeer(child::write, dialect.wording(), this);
    this.questions = new RpcQuestions(terms.desk(), terms.judge(), peer, child.folder());
    dialect.over(peer);
    child.onExit().thenRun(() -> peer.closed("the agent's process ended"));
  }

  AgentProcess process() {
    return process;
  }

  RpcPeer peer() {
    return peer;
  }

  RpcQuestions questions() {
    return questions;
  }

  CurrentTurn<RpcTurn> turn() {
    return turn;
  }

  HeldConversation conversation() {
    return conversation;
  }

  /** The first line that was no message; null when there was none. */
  @Nullable String rubbish() {
    return lines.rubbish();
  }

  /** Where in the output the last line ended. */
  long heardTo() {
    return lines.heardTo();
  }

  void follow(long offset) {
    lines.follow(child, offset);
  }

  /** An adopted session that resumed no turn passes over what was said before. */
  void catchUp() {
    if (!lines.isFollowing()) {
      CompletableFuture<Void> heard = process.hearing();
      follow(0);
      process.await(heard);
    }
  }

  /** Makes a prompt's request; the note says afterwards that it went out whole. */
  void deliver(RpcTurn next, Call call, TurnNote note, Duration patience) {
    expect(next);
    try {
      peer.send(next.id(), call.method(), call.params());
      new TurnNote(note.id(), note.offset(), 0, true).write(child.folder());
    } catch (ProcessException gone) {
      // An ended process completes the turn by its exit; one that does not read is ended, which
      // does the same.
      Thread.ofVirtual().name("end-" + next.id()).start(() -> child.end(patience));
    }
    if (lines.isOver()) {
      finish(); // it had ended before this turn was there to hear of it
    }
  }

  /** The answer to the turn's prompt is heard from now on. */
  void expect(RpcTurn asking) {
    var unused =
        peer.expect(asking.id())
            .whenComplete((result, failure) -> answered(asking, result, failure));
  }

  void interrupt() {
    questions.cancel();
    try {
      dialect.interrupt(peer, conversation.now());
    } catch (ProcessException gone) {
      // then its end is under way already
    }
  }

  @Override
  public void heard(JsonNode message) {
    peer.heard(message);
  }

  @Override
  public void cut(long bytes, @Nullable JsonNode left) {
    turn.now().ifPresent(running -> running.cut(bytes));
  }

  @Override
  public void notified(String method, JsonNode params) {
    Optional<Conversation> now = conversation.begun();
    if (now.isEmpty()) {
      return; // before it begins, only answers count
    }
    Optional<RpcTurn> running = turn.now();
    Said said = running.map(RpcTurn::said).orElse(new Said("", "", 0));
    Reading reading = dialect.notified(now.get(), method, params, said);
    running.ifPresent(mine -> tell(mine, reading));
  }

  @Override
  public void asked(JsonNode id, String method, JsonNode params) {
    Wanted wanted =
        conversation
            .begun()
            .map(now -> dialect.asked(now, method, params))
            .orElseGet(Wanted.NotOffered::new);
    questions.asked(id, method, wanted, turn.now());
  }

  private void answered(RpcTurn asking, @Nullable JsonNode result, @Nullable Throwable failure) {
    if (result != null) {
      Reading reading = dialect.answered(conversation.now(), result, asking.said());
      asking.began();
      tell(asking, reading);
      return;
    }
    RpcFailure refusal =
        failure instanceof RpcFailure said
            ? said
            : new RpcFailure(RpcFailure.INTERNAL, String.valueOf(failure));
    tell(asking, dialect.refused(conversation.now(), refusal, asking.said()));
  }

  private void tell(RpcTurn running, Reading reading) {
    questions.heard(reading);
    running.heard(reading).ifPresent(result -> close(running, result));
  }

  @Override
  public void over(@Nullable String unreadable) {
    if (unreadable != null) {
      child.end(Duration.ZERO);
    }
    finish();
  }

  private void finish() {
    String unreadable = lines.failure();
    String how = unreadable == null ? process.ending() : unreadable;
    turn.now()
        .ifPresent(mine -> {
          Taken taken = dialect.taken(conversation.now());
          close(mine, mine.crashed(process.reportedExit(), how, taken));
        });
  }

  /** Whoever awaits the turn may send the next one at once: it is taken away first. */
  private void close(RpcTurn over, AgentReport result) {
    Conversation now = conversation.now();
    Conversation counted = dialect.counted(now);
    if (!counted.equals(now)) {
      conversation.keep(counted);
    }
    turn.over(over);
    over.complete(result);
  }
}
