/** Who calls: Microsoft Entra's access tokens, checked in our own code whatever the platform has let through. */
package dev.loopkeeper.azure.auth;
