package dev.loopkeeper.testkit.infra;

import java.util.List;

/** A block of a Terraform file, such as {@code resource "type" "name" { ... }}. */
public record HclBlock(String type, List<String> labels, HclBody body) {}
