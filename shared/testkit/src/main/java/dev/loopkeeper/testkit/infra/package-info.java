/** What tests of {@code infra} read Terraform modules with, and the rules that hold on every cloud. */
package dev.loopkeeper.testkit.infra;
