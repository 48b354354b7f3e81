package dev.agentpool.rest;

import dev.agentpool.inside.Caller;
import dev.agentpool.inside.Callers;
import dev.agentpool.inside.right.Gate;
import dev.agentpool.inside.right.Rights;
import dev.agentpool.machine.OpenFiles;
import dev.agentpool.process.Peer;
import io.javalin.http.Context;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jetty.server.HttpConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A door of the API on a unix socket: who comes in by it, and what they may ask for.
 *
 * @param peers tells where the process of a new connection is
 */
public record Entrance(Gate gate, Callers.Door door, Function<SocketChannel, Peer> peers)
    implements Routes.Guard {
  /** The header in which a session's processes send their token. */
  static final String TOKEN = "X-Agentpool-Slot-Token";

  private static final String PEER = "dev.agentpool.peer";
  private static final String CROWDED = "dev.agentpool.crowded";
  private static final Set<String> ALWAYS = Set.of("/health", "/v1/stop");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Notes with each request where its connection comes from. */
  HttpConfiguration noting(HttpConfiguration http, OwnUserConnector connector) {
    http.addCustomizer((request, _) -> {
      Object transport =
          request.getConnectionMetaData().getConnection().getEndPoint().getTransport();
      request.setAttribute(PEER, connector.peerOf(transport));
      if (connector.isCrowded()) {
        request.setAttribute(CROWDED, true);
      }
      return request;
    });
    return http;
  }

  @Override
  public Caller caller(Context context) {
    Peer peer = context.attribute(PEER);
    return gate.callers()
        .who(
            peer == null ? new Peer.Unclear("its connection is not known") : peer,
            door,
            context.header(TOKEN));
  }

  @Override
  public void check(Endpoint endpoint, Context context, Caller caller) {
    if (context.attribute(CROWDED) != null && !ALWAYS.contains(endpoint.path())) {
      context.header("Connection", "close");
      throw new Problem(
          503,
          "too_many_connections",
          "the daemon has as many connections as it takes at once ("
              + OpenFiles.ofThisProcess().connections()
              + "): end some that wait or watch, or raise its limit of open files (ulimit -n 4096,"
              + " then agentpool stop and agentpool start), and try again");
    }
    if (caller instanceof Caller.Person) {
      return;
    }
    List<Object> named = new ArrayList<>(context.pathParamMap().values());
    JsonNode body = Received.of(context).tree(); // the route reads the same: it comes but once
    if (!body.isEmpty()) {
      named.add(JSON.treeToValue(body, Object.class));
    }
    gate.pass(
        caller,
        Rights.ofRoute(endpoint.method(), endpoint.path()),
        endpoint.method() + " " + endpoint.path() + " (" + endpoint.summary() + ")",
        named);
  }
}
