;; Tries the server with Emacs and Eglot, without a screen: opens a file with a fault, sees the finding at its place, asks what
;; a field is, has the fault fixed and a port renamed.
;;
;;   PODLINT=target/debug/podlint emacs --batch -l editors/tried/emacs.el      (Emacs 29, or before with the package eglot)

(require 'eglot)
(require 'flymake)

(defvar folder (file-name-as-directory (make-temp-file "podlint" t)))
(defvar failed nil)

(defun check (what holds &optional seen)
  (unless holds (setq failed t))
  (princ (format "%s %s%s\n" (if holds "ok    " "FAILED") what (if seen (format ": %s" seen) ""))))

(defun write-lines (name &rest lines)
  (with-temp-file (concat folder name) (insert (mapconcat #'identity lines "\n") "\n")))

(defun await (holds)
  "Waits until something holds, a minute at most."
  (let ((end (+ (float-time) 60)))
    (while (and (not (funcall holds)) (< (float-time) end))
      (accept-process-output nil 0.05))
    (funcall holds)))

(defun finding (words)
  (seq-find (lambda (one) (string-match-p words (flymake-diagnostic-text one))) (flymake-diagnostics)))

(write-lines "web.yaml"
             "apiVersion: v1" "kind: Pod" "metadata: {name: web, labels: {app: web}}" "spec:" "  containers:"
             "    - name: web" "      imagee: registry.example.com/web:1.2" "      ports: [{name: http, containerPort: 8080}]")
(write-lines "service.yaml"
             "apiVersion: v1" "kind: Service" "metadata: {name: web}" "spec:" "  selector: {app: web}"
             "  ports: [{port: 80, targetPort: http}]")

(unless (fboundp 'yaml-mode)
  (define-derived-mode yaml-mode text-mode "YAML"))
(add-to-list 'eglot-server-programs
             `(yaml-mode . (,(or (getenv "PODLINT") "podlint") "server" :initializationOptions (:trusted t))))
(setq eglot-confirm-server-initiated-edits nil
      eglot-sync-connect 60
      project-find-functions (list (lambda (_) (cons 'transient folder))))

;; Nobody is there to be asked.
(advice-add 'y-or-n-p :override (lambda (&rest _) t))

(find-file (concat folder "web.yaml"))
(yaml-mode)
(apply #'eglot (eglot--guess-contact))
(flymake-mode 1)
(check "it is connected" (eglot-managed-p))
(await (lambda () (flymake-start) (finding "imagee")))
(let ((found (finding "imagee")))
  (check "a fault is shown" found (and found (flymake-diagnostic-text found)))
  (check "at its place" (and found (string= "imagee" (buffer-substring (flymake-diagnostic-beg found) (flymake-diagnostic-end found))))))

(goto-char (point-min))
(search-forward "containerPort")
(let ((said (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover (eglot--TextDocumentPositionParams))))
  (check "a field says what it is" (string-match-p "containerPort" (format "%s" said))))

(goto-char (point-min))
(search-forward "imagee")
(let* ((actions (eglot-code-actions (match-beginning 0) (match-end 0) "quickfix"))
       (fix (seq-find (lambda (action) (string-prefix-p "rename" (plist-get action :title))) actions)))
  (check "there is a fix" fix (plist-get fix :title))
  (eglot--apply-workspace-edit (plist-get fix :edit)))
;; It is told when nobody types for a while, and nobody does here.
(eglot--signal-textDocument/didChange)
(check "the fix is applied" (save-excursion (goto-char (point-min)) (search-forward "      image: registry" nil t)))
(await (lambda () (flymake-start) (not (finding "imagee"))))
(check "the finding is gone" (not (finding "imagee")))

(goto-char (point-min))
(search-forward "name: htt")
(eglot-rename "web")
(check "a port is renamed" (save-excursion (goto-char (point-min)) (search-forward "{name: web, containerPort" nil t)))
(check "also where it is named"
       (with-current-buffer (find-file-noselect (concat folder "service.yaml"))
         (goto-char (point-min))
         (search-forward "targetPort: web" nil t)))

(dolist (buffer (buffer-list)) (with-current-buffer buffer (set-buffer-modified-p nil)))
(let ((process (jsonrpc--process (eglot--current-server-or-lose))))
  (eglot-shutdown (eglot--current-server-or-lose))
  (check "it ends" (await (lambda () (not (process-live-p process))))))
(delete-directory folder t)
(kill-emacs (if failed 1 0))
