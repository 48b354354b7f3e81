package dev.agentpool.rest;

import dev.agentpool.answer.Json;
import dev.agentpool.answer.Stopped;
import dev.agentpool.operation.DaemonRows;
import dev.agentpool.request.StopRequest;
import java.io.OutputStream;

/** Stops the daemon, which stays until its answer is written. */
final class StopRoute {
  private StopRoute() {}

  static void answer(Call call, StopRequest asked) throws Exception {
    call.api().streams().stopping();
    try {
      Stopped stopped = DaemonRows.STOP.work().answer(OperationRoutes.asking(call), asked);
      call.http().res().setContentType(Endpoint.JSON);
      try (OutputStream out = call.http().res().getOutputStream()) {
        out.write(Json.ANSWERS.writeValueAsBytes(stopped));
      }
    } finally {
      call.api().answered().run(); // only now: it is on its way, or nobody is there to take it
    }
  }
}
