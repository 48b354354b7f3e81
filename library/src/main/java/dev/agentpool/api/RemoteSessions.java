package dev.agentpool.api;

import dev.agentpool.answer.AttachInfo;
import dev.agentpool.answer.LiveSessionAnswer;
import dev.agentpool.answer.LiveSessionInfo;
import dev.agentpool.answer.Observation;
import dev.agentpool.answer.Sent;
import dev.agentpool.answer.SpawnedSession;
import dev.agentpool.answer.Terminated;
import dev.agentpool.operation.SessionRows;
import dev.agentpool.request.KeysRequest;
import dev.agentpool.request.ObserveRequest;
import dev.agentpool.request.SendRequest;
import dev.agentpool.request.SessionName;
import dev.agentpool.request.SessionsFilter;
import dev.agentpool.request.TerminateRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Live sessions, asked over the daemon's socket. */
record RemoteSessions(Calls calls) implements Sessions {
  private static final int MOST = 500;
  private static final double MILLIS = 1_000;

  @Override
  public SpawnedSession spawn(SessionOptions options) {
    return calls.ask(SessionRows.SPAWN, options.request(calls.directory()));
  }

  @Override
  public Optional<LiveSessionInfo> find(String id) {
    return calls.find(SessionRows.GET, new SessionName(id)).map(LiveSessionAnswer::session);
  }

  @Override
  public List<LiveSessionInfo> list() {
    return calls
        .ask(
            SessionRows.LIST,
            new SessionsFilter(
                List.of(),
                Optional.empty(),
                true,
                Optional.of(MOST),
                Optional.empty(),
                Optional.of(calls.directory())))
        .sessions();
  }

  @Override
  public Observation look(String id) {
    return await(id, List.of(), Duration.ZERO);
  }

  @Override
  public Observation await(String id, List<String> waitFor, Duration atMost) {
    return observe(
        new ObserveRequest(
            id,
            waitFor,
            Optional.of(atMost.toMillis() / MILLIS),
            Optional.of("full"),
            Optional.empty(),
            Optional.empty()));
  }

  @Override
  public Observation observe(ObserveRequest request) {
    return calls.ask(SessionRows.OBSERVE, request);
  }

  @Override
  public Sent send(String id, String message) {
    return calls.ask(
        SessionRows.SEND, new SendRequest(id, message, Optional.empty(), Optional.empty()));
  }

  @Override
  public Sent keys(String id, List<String> keys) {
    return calls.ask(SessionRows.KEYS, new KeysRequest(id, keys));
  }

  @Override
  public String interrupt(String id) {
    return calls.ask(SessionRows.INTERRUPT, new SessionName(id)).state();
  }

  @Override
  public LiveSessionInfo park(String id) {
    return calls.ask(SessionRows.PARK, new SessionName(id)).session();
  }

  @Override
  public AttachInfo attach(String id) {
    return calls.ask(SessionRows.ATTACH, new SessionName(id));
  }

  @Override
  public Terminated terminate(String id, String reason) {
    return calls.ask(SessionRows.TERMINATE, new TerminateRequest(id, Optional.of(reason), false));
  }
}
