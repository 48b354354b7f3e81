package dev.agentpool.tmp; public final class Tcli { private Tcli() {} }
