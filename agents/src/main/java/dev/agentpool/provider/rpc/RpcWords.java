package dev.agentpool.provider.rpc;

import dev.agentpool.process.ProcessException;
import dev.agentpool.protocol.Json;
import dev.agentpool.protocol.jsonrpc.RpcFailure;
import dev.agentpool.protocol.jsonrpc.RpcPeer;
import dev.agentpool.provider.turn.WordNotes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Tells an agent words while its turn runs. Thread-safe; blocks until each has its answer, so that
 * none overtakes another.
 *
 * <p>INVARIANT: a word's request has the word's own id, which is on disk before it is written. The
 * agent would play it twice if it came twice: so one that an earlier daemon was about to tell is
 * told again only when the agent answers what was asked behind it, and not it.
 */
final class RpcWords {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BEHIND = Duration.ofSeconds(1);

  /** No agent knows it: whatever it answers, it has read what came before. */
  private static final String THERE = "agentpool/there";

  private final RpcPeer peer;
  private final Path folder;
  private final String turn;
  private final Runnable newLine;
  private final Map<String, CompletableFuture<JsonNode>> answers = new HashMap<>(); // by lock
  private final Set<String> heard = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * Made before the output of an earlier daemon's time is read again.
   *
   * @param folder of the session
   * @param newLine ends a line that a daemon before may have been killed in
   */
  RpcWords(RpcPeer peer, Path folder, String turn, Runnable newLine) {
    this.peer = peer;
    this.folder = folder;
    this.turn = turn;
    this.newLine = newLine;
    WordNotes.of(folder, turn).forEach(word -> answers.put(word, peer.expect(word)));
  }

  /** It is before the agent. */
  void heard(String word) {
    heard.add(word);
  }

  /**
   * @param asking the request that tells it, by its id; empty when this agent takes no words
   * @return whether the agent took it, now or before
   */
  boolean tell(String word, Function<String, Optional<Call>> asking) {
    lock.lock();
    try {
      if (heard.contains(word)) {
        return true;
      }
      CompletableFuture<JsonNode> before = answers.get(word);
      if (before != null && hasArrived(before)) {
        return heard.contains(word) || isTaken(before, PATIENCE).orElse(false);
      }
      Optional<Call> call = asking.apply(word);
      if (call.isEmpty()) {
        return false;
      }
      WordNotes.add(folder, turn, word);
      CompletableFuture<JsonNode> answer = peer.expect(word);
      answers.put(word, answer);
      peer.send(word, call.get().method(), call.get().params());
      return isTaken(answer, PATIENCE).orElse(false);
    } catch (ProcessException gone) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it has its answer, or nobody can tell that it has none. */
  private boolean hasArrived(CompletableFuture<JsonNode> answer) throws InterruptedException {
    if (answer.isDone()) {
      return true;
    }
    try {
      newLine.run();
      peer.ask(THERE, Json.object(), PATIENCE);
    } catch (RpcFailure answered) {
      if (answered.code() == RpcFailure.GONE) {
        return true;
      }
    } catch (TimeoutException silent) {
      return true;
    }
    return isTaken(answer, BEHIND).isPresent();
  }

  /** Empty when there is no answer by then. */
  private static Optional<Boolean> isTaken(CompletableFuture<JsonNode> answer, Duration patience)
      throws InterruptedException {
    try {
      answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.of(true);
    } catch (ExecutionException refused) {
      return Optional.of(false);
    } catch (TimeoutException none) {
      return Optional.empty();
    }
  }
}
