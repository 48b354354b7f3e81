package dev.agentpool.rest;

import dev.agentpool.answer.Json;
import dev.agentpool.answer.Stopped;
import dev.agentpool.operation.DaemonRows;
import dev.agentpool.request.StopRequest;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Stops the daemon, which stays until the answer is out, also the one that says that the stop
 * broke. So it is written here, and not where others' answers are, when their routes are left.
 */
final class StopRoute {
  private StopRoute() {}

  static void answer(Call call, StopRequest asked) throws Exception {
    try (Api.LastAnswers.Owed _ = call.api().answers().owe()) { // before the stop can be over
      call.api().streams().stopping();
      byte[] answer = answered(call, asked);
      try (OutputStream out = call.http().res().getOutputStream()) {
        out.write(answer);
      }
    }
  }

  private static byte[] answered(Call call, StopRequest asked) throws InterruptedException {
    try {
      Stopped stopped = DaemonRows.STOP.work().answer(OperationRoutes.asking(call), asked);
      call.http().contentType(Endpoint.JSON);
      return Json.ANSWERS.writeValueAsBytes(stopped);
    } catch (InterruptedException ends) {
      throw ends;
    } catch (Exception broken) {
      Problem problem = Errors.problem(call.http(), broken);
      call.http().status(problem.status()).contentType(Errors.MEDIA);
      return Errors.text(problem).getBytes(StandardCharsets.UTF_8);
    }
  }
}
