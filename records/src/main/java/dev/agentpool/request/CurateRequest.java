package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Asks for a look after what experts know. */
public record CurateRequest(
    @JsonPropertyDescription("this one alone; all but the roles where it is absent")
        Optional<String> expert,
    @JsonPropertyDescription("only tells what counting finds: changes nothing, asks nobody")
        boolean dryRun) {}
