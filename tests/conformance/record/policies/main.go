// Command policies says what an API server would answer about manifests and the admission policies beside them, by the code
// of its own admission plugin. With `tables` it writes how each field of the API is written where nothing is set, and what is
// filled in.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"

	admv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/apiserver/pkg/admission"
	plugincel "k8s.io/apiserver/pkg/admission/plugin/cel"
	"k8s.io/apiserver/pkg/admission/plugin/policy/generic"
	"k8s.io/apiserver/pkg/admission/plugin/policy/matching"
	"k8s.io/apiserver/pkg/admission/plugin/policy/validating"
	"k8s.io/apiserver/pkg/admission/plugin/webhook/matchconditions"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/apiserver/pkg/cel/environment"
	genericapirequest "k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/warning"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes/fake"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/admissionregistration"
	"k8s.io/kubernetes/pkg/apis/admissionregistration/validation"
	"k8s.io/kubernetes/pkg/capabilities"
	_ "k8s.io/kubernetes/pkg/controlplane"
)

var cluster = map[string]bool{}

func init() {
	for _, kind := range strings.Fields(`Namespace Node PersistentVolume ClusterRole ClusterRoleBinding StorageClass PriorityClass
		IngressClass RuntimeClass CSIDriver CSINode VolumeAttachment CustomResourceDefinition APIService
		ValidatingWebhookConfiguration MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
		MutatingAdmissionPolicy MutatingAdmissionPolicyBinding FlowSchema PriorityLevelConfiguration CertificateSigningRequest
		ClusterLimit ClusterSetting ComponentStatus DeviceClass ResourceSlice VolumeAttributesClass IPAddress ServiceCIDR ClusterTrustBundle`) {
		cluster[kind] = true
	}
}

type audited struct {
	admission.Attributes
	notes map[string][]string
}

func (a *audited) AddAnnotation(key, value string) error {
	a.notes[key] = append(a.notes[key], value)
	return nil
}

type recorder struct{ said []string }

func (r *recorder) AddWarning(_, text string) { r.said = append(r.said, text) }

type allowing struct{}

func (allowing) Authorize(context.Context, authorizer.Attributes) (authorizer.Decision, string, error) {
	return authorizer.DecisionAllow, "", nil
}

type informer struct {
	indexer cache.Indexer
	of      schema.GroupResource
}
type synced struct{ cache.SharedIndexInformer }

func (synced) HasSynced() bool                         { return true }
func (i informer) Informer() cache.SharedIndexInformer { return synced{} }
func (i informer) Lister() cache.GenericLister         { return cache.NewGenericLister(i.indexer, i.of) }

var _ informers.GenericInformer = informer{}

type document struct {
	raw    []byte
	of     *unstructured.Unstructured
	gvk    schema.GroupVersionKind
	object runtime.Object // internal, with defaults
	fault  string
}

type answer struct {
	Policy   string              `json:"policy"`
	Binding  string              `json:"binding"`
	Denied   string              `json:"denied,omitempty"`
	Reason   string              `json:"reason,omitempty"`
	Warnings []string            `json:"warnings,omitempty"`
	Audit    map[string][]string `json:"audit,omitempty"`
}

type judged struct {
	Index     int      `json:"index"`
	Kind      string   `json:"kind"`
	Name      string   `json:"name"`
	Namespace string   `json:"namespace"`
	Invalid   string   `json:"invalid,omitempty"`
	Answers   []answer `json:"answers,omitempty"`
}

type fault struct {
	Field  string `json:"field"`
	Type   string `json:"type"`
	Detail string `json:"detail"`
}

type told struct {
	Index   int     `json:"index"`
	Kind    string  `json:"kind"`
	Name    string  `json:"name"`
	Invalid string  `json:"invalid,omitempty"`
	Faults  []fault `json:"faults,omitempty"`
}

type report struct {
	File     string   `json:"file"`
	Policies []told   `json:"policies,omitempty"`
	Objects  []judged `json:"objects,omitempty"`
}

func decode(raw []byte) document {
	of := &unstructured.Unstructured{}
	if err := utilyaml.Unmarshal(raw, &of.Object); err != nil {
		return document{fault: err.Error()}
	}
	d := document{raw: raw, of: of, gvk: of.GroupVersionKind()}
	if !legacyscheme.Scheme.Recognizes(d.gvk) {
		d.object = of
		return d
	}
	out, _, err := legacyscheme.Codecs.UniversalDecoder().Decode(raw, nil, nil)
	if err != nil {
		d.fault = err.Error()
		return d
	}
	d.object = out
	return d
}

func scope(kind string) meta.RESTScope {
	if cluster[kind] {
		return meta.RESTScopeRoot
	}
	return meta.RESTScopeNamespace
}

func plural(gvk schema.GroupVersionKind) schema.GroupVersionResource {
	r, _ := meta.UnsafeGuessKindToResource(gvk)
	if gvk.Kind == "Endpoints" {
		r.Resource = "endpoints"
	}
	return r
}

func main() {
	capabilities.Setup(true, 0)
	if len(os.Args) > 1 && os.Args[1] == "tables" {
		dump()
		fill()
		return
	}
	if err := record(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// row is a line of the record: the manifests of all that follow, a policy with its bindings, or objects with expressions.
type row struct {
	Manifests   string   `json:"manifests,omitempty"`
	Policy      string   `json:"policy,omitempty"`
	Said        []said   `json:"said,omitempty"`
	Expressions string   `json:"expressions,omitempty"`
	Refused     []string `json:"refused,omitempty"`
}

// said is what a server answers to an object.
type said struct {
	Kind      string   `json:"kind"`
	Namespace string   `json:"namespace,omitempty"`
	Name      string   `json:"name"`
	Denied    string   `json:"denied,omitempty"`
	Warned    []string `json:"warned,omitempty"`
	Noted     []string `json:"noted,omitempty"`
}

// record adds to each row what a server says.
func record(in io.Reader, out io.Writer) error {
	lines := json.NewDecoder(in)
	answers := json.NewEncoder(out)
	answers.SetEscapeHTML(false)
	manifests := ""
	for {
		var r row
		if err := lines.Decode(&r); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if r.Manifests != "" {
			manifests = r.Manifests
		}
		if r.Policy != "" {
			r.Said = nil
			for _, o := range judgeFile("", []byte(r.Policy+"---\n"+manifests)).Objects {
				r.Said = append(r.Said, answered(o)...)
			}
		}
		if r.Expressions != "" {
			r.Refused = nil
			for _, p := range judgeFile("", []byte(r.Expressions)).Policies {
				for _, f := range p.Faults {
					r.Refused = append(r.Refused, f.Field)
				}
			}
		}
		if err := answers.Encode(r); err != nil {
			return err
		}
	}
}

// answered is what is said of an object, if anything is.
func answered(o judged) []said {
	s := said{Kind: o.Kind, Namespace: o.Namespace, Name: o.Name}
	for _, a := range o.Answers {
		if _, message, ok := strings.Cut(a.Denied, " denied request: "); ok && s.Denied == "" {
			s.Denied = message
		}
		for _, w := range a.Warnings {
			_, message, _ := strings.Cut(w, "': ")
			s.Warned = append(s.Warned, message)
		}
		for _, note := range a.Audit["validation.policy.admission.k8s.io/validation_failure"] {
			var values []validating.ValidationFailureValue
			if json.Unmarshal([]byte(note), &values) == nil {
				for _, v := range values {
					s.Noted = append(s.Noted, v.Message)
				}
			}
		}
	}
	if s.Denied == "" && s.Warned == nil && s.Noted == nil {
		return nil
	}
	return []said{s}
}

func versioned(d document) (map[string]any, error) {
	if u, ok := d.object.(*unstructured.Unstructured); ok {
		return u.Object, nil
	}
	out, err := legacyscheme.Scheme.New(d.gvk)
	if err != nil {
		return nil, err
	}
	if err := legacyscheme.Scheme.Convert(d.object, out, nil); err != nil {
		return nil, err
	}
	out.GetObjectKind().SetGroupVersionKind(d.gvk)
	return runtime.DefaultUnstructuredConverter.ToUnstructured(out)
}

// prepare does to an object what its registry does before it is stored.
func prepare(d *document) error {
	accessor, err := meta.Accessor(d.object)
	if err != nil {
		return nil
	}
	if !cluster[d.gvk.Kind] && accessor.GetNamespace() == "" {
		accessor.SetNamespace("default")
	}
	strategy, ok := strategies[d.gvk.GroupKind()]
	if !ok {
		rest.FillObjectMetaSystemFields(accessor)
		accessor.SetGeneration(1)
		return nil
	}
	ctx := genericapirequest.WithNamespace(context.Background(), accessor.GetNamespace())
	ctx = genericapirequest.WithRequestInfo(ctx, &genericapirequest.RequestInfo{APIGroup: d.gvk.Group, APIVersion: d.gvk.Version})
	rest.FillObjectMetaSystemFields(accessor)
	if accessor.GetGenerateName() != "" && accessor.GetName() == "" {
		accessor.SetName(strategy.GenerateName(accessor.GetGenerateName()))
	}
	if err := rest.BeforeCreate(strategy, ctx, d.object); err != nil {
		return err
	}
	return nil
}

func split(raw []byte) [][]byte {
	var out [][]byte
	reader := utilyaml.NewYAMLReader(newReader(raw))
	for {
		doc, err := reader.Read()
		if err != nil {
			return out
		}
		if len(bytes.TrimSpace(doc)) > 0 {
			out = append(out, doc)
		}
	}
}

func judgeFile(file string, raw []byte) report {
	r := report{File: file}
	var docs []document
	for _, d := range split(raw) {
		docs = append(docs, decode(d))
	}
	namespaces := cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{})
	params := map[schema.GroupVersionKind]cache.Indexer{}
	var policies []*admv1.ValidatingAdmissionPolicy
	bindings := map[string][]*admv1.ValidatingAdmissionPolicyBinding{}
	for i, d := range docs {
		if d.of == nil || d.object == nil {
			continue
		}
		switch d.gvk.Kind {
		case "ValidatingAdmissionPolicy", "MutatingAdmissionPolicy", "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration":
			r.Policies = append(r.Policies, tell(i, d))
			if d.gvk.Kind == "ValidatingAdmissionPolicy" {
				p := &admv1.ValidatingAdmissionPolicy{}
				if err := legacyscheme.Scheme.Convert(d.object, p, nil); err != nil {
					panic(err)
				}
				policies = append(policies, p)
			}
		case "ValidatingAdmissionPolicyBinding":
			b := &admv1.ValidatingAdmissionPolicyBinding{}
			if err := legacyscheme.Scheme.Convert(d.object, b, nil); err != nil {
				panic(err)
			}
			bindings[b.Spec.PolicyName] = append(bindings[b.Spec.PolicyName], b)
		case "Namespace":
			ns := &corev1.Namespace{}
			if err := legacyscheme.Scheme.Convert(d.object, ns, nil); err == nil {
				if ns.Labels == nil {
					ns.Labels = map[string]string{}
				}
				ns.Labels["kubernetes.io/metadata.name"] = ns.Name
				namespaces.Add(ns)
			}
		default:
			if d.gvk.Kind == "MutatingAdmissionPolicyBinding" {
				continue
			}
			if params[d.gvk] == nil {
				params[d.gvk] = cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc})
			}
			copied := document{of: d.of.DeepCopy(), gvk: d.gvk, object: d.object.DeepCopyObject()}
			accessor, _ := meta.Accessor(copied.object)
			if !cluster[d.gvk.Kind] && accessor.GetNamespace() == "" {
				accessor.SetNamespace("default")
			}
			if u, err := versioned(copied); err == nil {
				params[d.gvk].Add(&unstructured.Unstructured{Object: u})
			}
		}
	}
	sort.SliceStable(policies, func(i, j int) bool { return policies[i].Name < policies[j].Name })
	for i, d := range docs {
		if d.of == nil || strings.HasPrefix(d.gvk.Group, "admissionregistration") {
			continue
		}
		if d.object == nil {
			r.Objects = append(r.Objects, judged{Index: i, Kind: d.gvk.Kind, Name: d.of.GetName(), Invalid: d.fault})
			continue
		}
		r.Objects = append(r.Objects, judge(i, d, policies, bindings, params, namespaces))
	}
	return r
}

func tell(i int, d document) told {
	t := told{Index: i, Kind: d.gvk.Kind, Name: d.of.GetName()}
	switch p := d.object.(type) {
	case *admissionregistration.ValidatingAdmissionPolicy:
		for _, e := range validation.ValidateValidatingAdmissionPolicy(p) {
			t.Faults = append(t.Faults, fault{e.Field, string(e.Type), e.Detail})
		}
	case *admissionregistration.MutatingAdmissionPolicy:
		for _, e := range validation.ValidateMutatingAdmissionPolicy(p) {
			t.Faults = append(t.Faults, fault{e.Field, string(e.Type), e.Detail})
		}
	case *admissionregistration.ValidatingWebhookConfiguration:
		for _, e := range validation.ValidateValidatingWebhookConfiguration(p) {
			t.Faults = append(t.Faults, fault{e.Field, string(e.Type), e.Detail})
		}
	case *admissionregistration.MutatingWebhookConfiguration:
		for _, e := range validation.ValidateMutatingWebhookConfiguration(p) {
			t.Faults = append(t.Faults, fault{e.Field, string(e.Type), e.Detail})
		}
	}
	return t
}

func judge(i int, d document, policies []*admv1.ValidatingAdmissionPolicy, bindings map[string][]*admv1.ValidatingAdmissionPolicyBinding,
	params map[schema.GroupVersionKind]cache.Indexer, namespaces cache.Indexer) judged {
	j := judged{Index: i, Kind: d.gvk.Kind, Name: d.of.GetName(), Namespace: d.of.GetNamespace()}
	d.object = d.object.DeepCopyObject()
	name := d.of.GetName()
	if err := prepare(&d); err != nil {
		j.Invalid = err.Error()
	}
	accessor, err := meta.Accessor(d.object)
	if err != nil {
		return j
	}
	namespace := accessor.GetNamespace()
	if d.gvk.Kind == "Namespace" {
		namespace = name
	}
	matcher := matching.NewMatcher(corelisters.NewNamespaceLister(namespaces), client)
	dispatcher := validating.NewDispatcher(allowing{}, generic.NewPolicyMatcher(matcher))
	gvr := plural(d.gvk)
	// What kubectl creates in a namespace that is not there is refused before.
	if _, known, _ := namespaces.GetByKey(namespace); !known && namespace != "" && d.gvk.Kind != "Namespace" {
		namespaces.Add(&corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: namespace, Labels: map[string]string{"kubernetes.io/metadata.name": namespace}}})
	}
	for _, p := range policies {
		for _, b := range bindings[p.Name] {
			hook := validating.PolicyHook{Policy: p, Bindings: []*admv1.ValidatingAdmissionPolicyBinding{b}, Evaluator: compiled(p)}
			if k := p.Spec.ParamKind; k != nil {
				gv, _ := schema.ParseGroupVersion(k.APIVersion)
				gvk := gv.WithKind(k.Kind)
				indexer := params[gvk]
				if indexer == nil {
					indexer = cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc})
				}
				hook.ParamInformer = informer{indexer, plural(gvk).GroupResource()}
				hook.ParamScope = scope(k.Kind)
			}
			attributes := &audited{admission.NewAttributesRecord(d.object, nil, d.gvk, namespace, name, gvr, "", admission.Create,
				&metav1.CreateOptions{}, false, &user.DefaultInfo{Name: "somebody", Groups: []string{"system:authenticated"}}), map[string][]string{}}
			attributes.Attributes = admission.NewAttributesRecord(d.object, nil, d.gvk, namespace, name, gvr, "", admission.Create,
				&metav1.CreateOptions{}, false, &user.DefaultInfo{Name: "somebody", Groups: []string{"system:authenticated"}})
			warned := &recorder{}
			ctx := warning.WithWarningRecorder(context.Background(), warned)
			err := dispatcher.Dispatch(ctx, attributes, interfaces, []validating.PolicyHook{hook})
			a := answer{Policy: p.Name, Binding: b.Name, Warnings: warned.said, Audit: attributes.notes}
			if err != nil {
				a.Denied = err.Error()
				if status, ok := err.(interface{ Status() metav1.Status }); ok {
					a.Reason = string(status.Status().Reason)
				}
			}
			if a.Denied != "" || len(a.Warnings) > 0 || len(a.Audit) > 0 {
				j.Answers = append(j.Answers, a)
			}
		}
	}
	return j
}

var interfaces = objects()

func objects() admission.ObjectInterfaces {
	return admission.NewObjectInterfacesFromScheme(legacyscheme.Scheme)
}

var evaluators = map[*admv1.ValidatingAdmissionPolicy]validating.Validator{}

func compiled(p *admv1.ValidatingAdmissionPolicy) validating.Validator {
	if evaluators[p] == nil {
		evaluators[p] = compile(p)
	}
	return evaluators[p]
}

var client = fake.NewSimpleClientset()

func compile(policy *admv1.ValidatingAdmissionPolicy) validating.Validator {
	hasParam := policy.Spec.ParamKind != nil
	with := plugincel.OptionalVariableDeclarations{HasParams: hasParam, HasAuthorizer: true}
	without := plugincel.OptionalVariableDeclarations{HasParams: hasParam}
	compiler, err := plugincel.NewCompositedCompiler(environment.MustBaseEnvSet(environment.DefaultCompatibilityVersion()))
	if err != nil {
		panic(err)
	}
	var variables []plugincel.NamedExpressionAccessor
	for _, v := range policy.Spec.Variables {
		variables = append(variables, &validating.Variable{Name: v.Name, Expression: v.Expression})
	}
	compiler.CompileAndStoreVariables(variables, with, environment.StoredExpressions)
	var matcher matchconditions.Matcher
	if n := len(policy.Spec.MatchConditions); n > 0 {
		list := make([]plugincel.ExpressionAccessor, n)
		for i := range list {
			list[i] = (*matchconditions.MatchCondition)(&policy.Spec.MatchConditions[i])
		}
		matcher = matchconditions.NewMatcher(compiler.CompileCondition(list, with, environment.StoredExpressions), policy.Spec.FailurePolicy, "policy", "validate", policy.Name)
	}
	validations := make([]plugincel.ExpressionAccessor, len(policy.Spec.Validations))
	messages := make([]plugincel.ExpressionAccessor, len(policy.Spec.Validations))
	for i, v := range policy.Spec.Validations {
		validations[i] = &validating.ValidationCondition{Expression: v.Expression, Message: v.Message, Reason: v.Reason}
		if v.MessageExpression != "" {
			messages[i] = &validating.MessageExpressionCondition{MessageExpression: v.MessageExpression}
		}
	}
	audits := make([]plugincel.ExpressionAccessor, len(policy.Spec.AuditAnnotations))
	for i, a := range policy.Spec.AuditAnnotations {
		audits[i] = &validating.AuditAnnotationCondition{Key: a.Key, ValueExpression: a.ValueExpression}
	}
	return validating.NewValidator(compiler.CompileCondition(validations, with, environment.StoredExpressions), matcher,
		compiler.CompileCondition(audits, with, environment.StoredExpressions),
		compiler.CompileCondition(messages, without, environment.StoredExpressions), policy.Spec.FailurePolicy, nil)
}
