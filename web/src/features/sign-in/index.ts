// SPDX-License-Identifier: Apache-2.0
export { SignInForm } from "./sign-in-form";
